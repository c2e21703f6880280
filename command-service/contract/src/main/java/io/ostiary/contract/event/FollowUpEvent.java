package io.ostiary.contract.event;

import io.ostiary.contract.command.HistoryCommand;
import io.ostiary.contract.id.AccountId;

/**
 * What one history has to say to another. The writer produces the command in the transaction of
 * {@link FollowUpSent}, and again at every takeover until it is answered; the target takes the same
 * id twice without harm.
 */
public sealed interface FollowUpEvent extends Event {

    /**
     * @param id unique in the sending history
     */
    record FollowUpSent(String id, AccountId target, HistoryCommand command)
            implements FollowUpEvent {}

    /** Nothing more is to be sent under this id. */
    record FollowUpAnswered(String id) implements FollowUpEvent {}
}
