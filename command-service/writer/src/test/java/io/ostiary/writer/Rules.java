package io.ostiary.writer;

import io.ostiary.contract.command.Actor;
import io.ostiary.contract.command.RoleCommand.CreateRole;
import io.ostiary.contract.command.UserCommand.CreateUser;
import io.ostiary.contract.id.AccountId;
import io.ostiary.contract.id.Arn;
import io.ostiary.policy.managed.ManagedPolicyCatalog;
import io.ostiary.state.decide.Decider;
import io.ostiary.state.entity.Credentials;
import io.ostiary.state.entity.Role;
import io.ostiary.state.entity.User;
import io.ostiary.state.view.AccountState;
import io.ostiary.testkit.AccountScenario;
import io.ostiary.testkit.Actors;
import io.ostiary.testkit.Documents;

import java.util.List;
import java.util.Objects;
import java.util.function.Function;

/** What the tests of rules begin with. */
final class Rules {
    static final Decider DECIDERS = new Deciders(ManagedPolicyCatalog.open());
    static final AccountId ACCOUNT = AccountScenario.ACCOUNT;
    static final String ADMINISTRATOR = "arn:aws:iam::aws:policy/AdministratorAccess";

    private Rules() {}

    static AccountScenario account() {
        return AccountScenario.of(DECIDERS);
    }

    static CreateUser createUser(String name) {
        return new CreateUser(null, null, List.of(), name);
    }

    static CreateRole createRole(String name) {
        return createRole(name, Documents.trusting(Arn.root(ACCOUNT).toString()));
    }

    static CreateRole createRole(String name, String trust) {
        return new CreateRole(trust, null, null, null, null, name, List.of());
    }

    static String policyArn(String name) {
        return Arn.iam(ACCOUNT, "policy/" + name).toString();
    }

    static User user(AccountState state, String name) {
        return Objects.requireNonNull(state.userNamed(name));
    }

    static Role role(AccountState state, String name) {
        return Objects.requireNonNull(state.roleNamed(name));
    }

    /** A user with its first access key. */
    static Function<AccountState, Actor> user(String name) {
        return state -> {
            User user = user(state, name);
            Credentials.AccessKey key = user.credentials().accessKeys().getFirst();
            return Actors.user(ACCOUNT, user, key.id());
        };
    }

    static Function<AccountState, Actor> roleSession(String name) {
        return state -> Actors.roleSession(ACCOUNT, role(state, name));
    }
}
