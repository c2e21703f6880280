package io.ostiary.gateway.pipeline;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;

import io.ostiary.contract.command.Actor;
import io.ostiary.contract.command.RecordUse;
import io.ostiary.contract.port.Caller;
import io.ostiary.contract.port.Engine.RequestFacts;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;

/**
 * Tells the writer which credentials are used: each at most once in a quarter of an hour, as far as
 * this gateway remembers; the writer sorts out the rest. Every verified request is a use, whatever
 * becomes of it: a key is used "to sign an AWS API request" (IAM User Guide, "Generate credential
 * reports"), and last accessed information "includes all attempts to access an AWS API, not just
 * the successful ones" (IAM API Reference, GenerateServiceLastAccessedDetails). What is dropped is
 * told with the next use.
 *
 * <p>The use of a session is its role's. A session of a user or of root is the use of no key: its
 * own key is temporary, and the reports tell of long-term ones.
 */
final class CredentialUses {

    private static final int REMEMBERED = 100_000;
    private static final long SPAN = RecordUse.SPAN.toMillis();

    private final UseSender sender;
    private final InstantSource clock;
    private final Cache<String, Long> told = Caffeine.newBuilder().maximumSize(REMEMBERED).build();

    CredentialUses(UseSender sender, InstantSource clock) {
        this.sender = sender;
        this.clock = clock;
    }

    /**
     * @param caller as the engine verified it
     * @param service the signing name
     */
    void used(Caller caller, RequestFacts facts, String service) {
        String credential = credential(caller.actor());
        if (credential == null) {
            return;
        }
        long now = clock.millis();
        Long last = told.getIfPresent(credential);
        if (last != null && Math.abs(now - last) < SPAN) {
            return;
        }
        // IAM tells whole seconds of everything.
        Instant at = Instant.ofEpochMilli(now).truncatedTo(ChronoUnit.SECONDS);
        if (sender.offer(new VerifiedUse(caller, facts, service, credential, at))) {
            told.put(credential, now);
        }
    }

    private static @Nullable String credential(Actor actor) {
        return switch (actor.kind()) {
            case ROOT, USER -> actor.accessKeyId();
            case ROLE_SESSION -> actor.principalId();
            case USER_SESSION, ROOT_SESSION, SYSTEM -> null;
        };
    }
}
