package io.ostiary.contract.command;

import io.ostiary.contract.id.AccountId;
import io.ostiary.contract.secret.SealedSecret;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.Map;

/**
 * A command on its way through iam.commands.
 *
 * @param account whose history decides; the record's key
 * @param requestId what the caller is told and the logs name
 * @param gateway the instance that awaits the outcome; empty for follow-ups, whose outcome nobody
 *     awaits
 * @param deadline past it nothing happens; null for follow-ups, which must happen
 * @param judged by what it was authorized; what the actor may do must not have changed since
 * @param principals ARN to unique id of principals in other accounts that the command's policy
 *     names, resolved by the gateway before it sent the command; an ARN that is missing matches
 *     nobody
 * @param replyKey a random key sealed as a command field, when the outcome may carry a secret
 */
public record CommandEnvelope(
        AccountId account,
        String requestId,
        String gateway,
        @Nullable Instant deadline,
        Actor actor,
        Judgement judged,
        Map<String, String> principals,
        @Nullable SealedSecret replyKey,
        Command command) {

    public CommandEnvelope {
        principals = Map.copyOf(principals);
    }

    /**
     * What the house says to a history by itself: no caller is behind it, and no other sort of
     * command can be sent so.
     *
     * @param gateway who awaits the outcome; empty when nobody does
     * @param sender whose history it comes from, or the account itself
     */
    public static CommandEnvelope ofHouse(
            AccountId account,
            String requestId,
            String gateway,
            @Nullable Instant deadline,
            AccountId sender,
            HistoryCommand command) {
        return new CommandEnvelope(
                account,
                requestId,
                gateway,
                deadline,
                Actor.system(sender),
                Judgement.HOUSE,
                Map.of(),
                null,
                command);
    }
}
