package io.ostiary.contract.command;

import io.ostiary.contract.id.AccountId;

import org.jspecify.annotations.Nullable;

import java.time.Instant;

/**
 * Who asked for a command, by unique ids: enough for the writer to check, just before it decides,
 * that principal, key and session are still alive.
 *
 * @param principalId AIDA… of a user, AROA… of a session's role, the account id of root; "system"
 *     of the house itself
 * @param accessKeyId the key that signed; of a session its ASIA… id; null for the house itself
 * @param sessionIssuedAt when the session was minted; null for long-lived keys
 * @param arn as shown to people: for audit and messages, never for decisions
 */
public record Actor(
        Kind kind,
        AccountId account,
        String principalId,
        @Nullable String accessKeyId,
        @Nullable Instant sessionIssuedAt,
        String arn) {

    /** Which sort of credential spoke. */
    public enum Kind {
        ROOT,
        USER,
        /** A session that AssumeRole minted. */
        ROLE_SESSION,
        /** A session that GetSessionToken minted for a user. */
        USER_SESSION,
        /** A session that GetSessionToken minted for root. */
        ROOT_SESSION,
        /** The house: first start, and follow-ups of one history to another. */
        SYSTEM
    }

    public static Actor system(AccountId account) {
        return new Actor(Kind.SYSTEM, account, "system", null, null, "ostiary");
    }

    public boolean isRoot() {
        return kind == Kind.ROOT || kind == Kind.ROOT_SESSION;
    }

    public boolean isUser() {
        return kind == Kind.USER || kind == Kind.USER_SESSION;
    }
}
