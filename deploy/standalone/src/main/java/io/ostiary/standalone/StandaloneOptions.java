package io.ostiary.standalone;

import io.ostiary.broker.Durability;
import io.ostiary.contract.id.AccountId;
import io.ostiary.gateway.edge.Listening;
import io.ostiary.standalone.folder.Endpoint;
import io.ostiary.writer.Deciders;

import org.jspecify.annotations.Nullable;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;

/**
 * What a standalone Ostiary is started with.
 *
 * @param data its folder; made when it is not there
 * @param listening where the API is served
 * @param region that credential scopes name
 * @param account wanted for a new folder; null for a random one, or the folder's own
 * @param durability what an acknowledged write survives
 * @param closedAccountsKept how long an account that is closed from now on can be reopened: a day
 *     at least
 */
public record StandaloneOptions(
        Path data,
        Listening listening,
        String region,
        @Nullable AccountId account,
        Durability durability,
        Duration closedAccountsKept) {

    /** On the loopback interface, and with the usual patience. */
    public StandaloneOptions(
            Path data, Endpoint endpoint, @Nullable AccountId account, Durability durability) {
        this(
                data,
                Listening.loopback(endpoint.port()),
                endpoint.region(),
                account,
                durability,
                Deciders.CLOSED_ACCOUNTS_KEPT);
    }

    public StandaloneOptions {
        Objects.requireNonNull(data, "data");
        Objects.requireNonNull(listening, "listening");
        Objects.requireNonNull(region, "region");
        Objects.requireNonNull(durability, "durability");
        if (AccountId.REGISTRY.equals(account)) {
            throw new IllegalArgumentException("account 000000000000 is the registry's");
        }
        if (closedAccountsKept.compareTo(Duration.ofDays(1)) < 0) {
            throw new IllegalArgumentException("closed accounts are kept for a day at least");
        }
    }
}
