package io.ostiary.state.entity;

import io.ostiary.contract.command.HistoryCommand;
import io.ostiary.contract.id.AccountId;

/** A command to another history that has not been answered yet; sent again at every takeover. */
public record PendingFollowUp(String id, AccountId target, HistoryCommand command)
        implements Entity {

    @Override
    public Table<PendingFollowUp> table() {
        return Table.PENDING_FOLLOW_UPS;
    }

    @Override
    public String key() {
        return id;
    }
}
