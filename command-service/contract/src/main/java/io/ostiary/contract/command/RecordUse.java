package io.ostiary.contract.command;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.time.Instant;

/**
 * That a credential was used: what a gateway tells the writer of it. No caller can send it, nobody
 * awaits its outcome, and one that is lost is not sent again.
 *
 * @param credentialId an access key id; the unique id of a role, which is used by its sessions; of
 *     a password the unique id of its user, or the account id for root's
 * @param service the signing name of the service that was called; null of a password, as is the
 *     region
 * @param region of the endpoint that was called
 */
public record RecordUse(
        String credentialId, @Nullable String service, @Nullable String region, Instant at)
        implements Command {

    /**
     * Of several uses within this time only the first is kept (IAM User Guide, "Generate credential
     * reports", of access keys; of passwords AWS says five minutes, ours is one rule for all).
     */
    public static final Duration SPAN = Duration.ofMinutes(15);
}
