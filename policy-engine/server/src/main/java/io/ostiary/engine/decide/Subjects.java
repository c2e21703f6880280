package io.ostiary.engine.decide;

import io.ostiary.contract.command.Actor;
import io.ostiary.contract.error.CommonError;
import io.ostiary.contract.id.AccessKeyId;
import io.ostiary.contract.id.AccountId;
import io.ostiary.contract.id.Arn;
import io.ostiary.contract.id.IdPrefix;
import io.ostiary.contract.port.Caller;
import io.ostiary.contract.port.DecisionCall.Subject;
import io.ostiary.engine.authenticate.Authenticator;
import io.ostiary.engine.fold.AccountSnapshot;
import io.ostiary.engine.fold.EngineSnapshot;
import io.ostiary.engine.principal.LivePrincipal;
import io.ostiary.engine.principal.Principals;
import io.ostiary.state.entity.Role;
import io.ostiary.state.entity.User;

import org.jspecify.annotations.Nullable;

import java.time.Instant;

/**
 * Finds whom a question is about. The account comes first, from the name alone, so that the right
 * to ask is judged before anything is looked up there.
 */
public final class Subjects {

    private static final int MAX_NAME = 2_048;

    private final Principals principals;
    private final Authenticator authenticator;

    public Subjects(Principals principals, Authenticator authenticator) {
        this.principals = principals;
        this.authenticator = authenticator;
    }

    /**
     * A unique id tells no account, so it is one of the asker's own or nobody's.
     *
     * @param asker the asker's account
     */
    public static AccountId account(Subject.Principal principal, AccountId asker)
            throws Unanswerable {
        String id = principal.id();
        if (!id.startsWith("arn:")) {
            if (!isUniqueId(id)) {
                throw Unanswerable.invalid(
                        "The principal must be the ARN or the unique id of a user or role.");
            }
            return asker;
        }
        Arn arn = id.length() > MAX_NAME ? null : Arn.parse(id).orElse(null);
        if (arn == null || !arn.partition().equals(Arn.PARTITION) || !arn.region().isEmpty()) {
            throw Unanswerable.invalid("The principal's ARN is not valid.");
        }
        if (arn.service().equals("sts")) {
            throw Unanswerable.invalid(
                    "A session cannot be told by its ARN, for its session policy is not known: hand"
                            + " over its session token or a request that it signed.");
        }
        boolean named =
                arn.service().equals("iam")
                        && AccountId.isValid(arn.account())
                        && (arn.resource().startsWith("user/")
                                || arn.resource().startsWith("role/"));
        if (!named) {
            throw Unanswerable.invalid("The principal must be a user or a role.");
        }
        return new AccountId(arn.account());
    }

    static AccessKeyId key(Subject.Session session) throws Unanswerable {
        if (!AccessKeyId.isValid(session.accessKeyId())) {
            throw Unanswerable.invalid("The access key id of a session token is not valid.");
        }
        return new AccessKeyId(session.accessKeyId());
    }

    private static boolean isUniqueId(String id) {
        return id.length() <= 128
                && (id.startsWith(IdPrefix.USER.letters())
                        || id.startsWith(IdPrefix.ROLE.letters()))
                && id.chars().allMatch(c -> (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9'));
    }

    public LivePrincipal find(
            EngineSnapshot snapshot, AccountId account, Subject.Principal principal)
            throws Unanswerable {
        AccountSnapshot owner = snapshot.account(account);
        Caller caller = owner == null ? null : caller(owner, principal.id());
        return alive(snapshot, caller);
    }

    LivePrincipal find(EngineSnapshot snapshot, Subject.Session session, Instant now)
            throws Unanswerable {
        Caller caller = authenticator.holder(snapshot, key(session), session.token().revealText());
        LivePrincipal found = alive(snapshot, caller);
        Caller.Session said = found.caller().session();
        if (said != null && !now.isBefore(said.expiresAt())) {
            throw new Unanswerable(
                    new CommonError(
                            CommonError.Kind.EXPIRED_TOKEN, "The session token is expired."));
        }
        return found;
    }

    public LivePrincipal alive(EngineSnapshot snapshot, @Nullable Caller caller)
            throws Unanswerable {
        LivePrincipal found = caller == null ? null : principals.find(snapshot, caller);
        if (found == null) {
            throw Unanswerable.nobody();
        }
        return found;
    }

    private static @Nullable Caller caller(AccountSnapshot account, String id) {
        if (!id.startsWith("arn:")) {
            return switch (account.state().byId(id)) {
                case User user when user.id().equals(id) -> of(account.id(), user);
                case Role role when role.id().equals(id) -> of(account.id(), role);
                case null, default -> null;
            };
        }
        Arn arn = Arn.parse(id).orElseThrow();
        if (arn.resourceType().equals("user")) {
            User user = account.state().userNamed(arn.resourceName());
            return user != null && user.arn(account.id()).equals(arn)
                    ? of(account.id(), user)
                    : null;
        }
        Role role = account.state().roleNamed(arn.resourceName());
        return role != null && role.arn(account.id()).equals(arn) ? of(account.id(), role) : null;
    }

    /** As whom a user is asked about. */
    public static Caller of(AccountId account, User user) {
        String arn = user.arn(account).toString();
        return new Caller(
                new Actor(Actor.Kind.USER, account, user.id(), null, null, arn),
                user.name(),
                user.id(),
                null);
    }

    /** As whom a role is asked about: a session that nobody took yet. */
    public static Caller of(AccountId account, Role role) {
        String arn = role.arn(account).toString();
        return new Caller(
                new Actor(Actor.Kind.ROLE_SESSION, account, role.id(), null, null, arn),
                null,
                role.id(),
                null);
    }
}
