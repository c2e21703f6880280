package io.ostiary.testkit;

import io.ostiary.contract.command.Actor;
import io.ostiary.contract.id.AccountId;
import io.ostiary.contract.id.Arn;
import io.ostiary.state.entity.Role;
import io.ostiary.state.entity.User;

/** Callers as the engine would name them. */
public final class Actors {
    private static final String SESSION_KEY_LETTERS = "ASIA";

    private Actors() {}

    public static Actor root(AccountId account, String accessKeyId) {
        return new Actor(
                Actor.Kind.ROOT,
                account,
                account.value(),
                accessKeyId,
                null,
                Arn.root(account).toString());
    }

    /** A user with one of its keys; alive only while that key is. */
    public static Actor user(AccountId account, User user, String accessKeyId) {
        return new Actor(
                Actor.Kind.USER,
                account,
                user.id(),
                accessKeyId,
                null,
                user.arn(account).toString());
    }

    public static Actor userSession(AccountId account, User user) {
        return new Actor(
                Actor.Kind.USER_SESSION,
                account,
                user.id(),
                SESSION_KEY_LETTERS,
                FixedEffects.START,
                user.arn(account).toString());
    }

    public static Actor roleSession(AccountId account, Role role) {
        return new Actor(
                Actor.Kind.ROLE_SESSION,
                account,
                role.id(),
                SESSION_KEY_LETTERS,
                FixedEffects.START,
                Arn.assumedRole(account, role.name(), "session").toString());
    }
}
