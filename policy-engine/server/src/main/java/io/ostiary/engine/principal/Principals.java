package io.ostiary.engine.principal;

import io.ostiary.contract.command.Actor;
import io.ostiary.contract.id.AccountId;
import io.ostiary.contract.id.Arn;
import io.ostiary.contract.port.Caller;
import io.ostiary.engine.fold.AccountSnapshot;
import io.ostiary.engine.fold.EngineSnapshot;
import io.ostiary.policy.compile.CompiledPolicy;
import io.ostiary.policy.document.PolicyKind;
import io.ostiary.policy.evaluate.LabelledPolicy;
import io.ostiary.policy.evaluate.PolicySet;
import io.ostiary.policy.request.Principal;
import io.ostiary.state.entity.Attachable;
import io.ostiary.state.entity.Attachments;
import io.ostiary.state.entity.Group;
import io.ostiary.state.entity.ManagedPolicy;
import io.ostiary.state.entity.PasswordPolicy;
import io.ostiary.state.entity.Role;
import io.ostiary.state.entity.User;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;

/**
 * Finds who a caller is in a snapshot and which policies apply. What it gathers hangs off the
 * account's snapshot, so any change of the account drops it.
 */
public final class Principals {

    /**
     * What every user of an account may do that lets users change their own passwords (IAM API
     * Reference, PasswordPolicy, AllowUsersToChangePassword: "permissions to iam:ChangePassword for
     * only their user and to the iam:GetAccountPasswordPolicy action"). ChangePassword has no other
     * resource than the user who calls. It counts as a policy of a group that everybody is in, so
     * that a deny wins and a boundary limits it.
     */
    private static final LabelledPolicy OWN_PASSWORD =
            new LabelledPolicy("account/PasswordPolicy", PolicyCompiler.ownPassword());

    private final PolicyCompiler compiler;
    private final AwsManagedPolicies awsManaged;
    private final SharedIndexes indexes = new SharedIndexes();

    public Principals(PolicyCompiler compiler, AwsManagedPolicies awsManaged) {
        this.compiler = compiler;
        this.awsManaged = awsManaged;
    }

    /** A user or role with its policies gathered. */
    private record Gathered(Attachable entity, String arn, PolicySet policies) {}

    /**
     * Null when the caller's account, user or role is not there any more, or an account that the
     * session was taken from.
     */
    public @Nullable LivePrincipal find(EngineSnapshot snapshot, Caller caller) {
        AccountSnapshot account = snapshot.account(caller.account());
        if (account == null || !account.state().isOpen()) {
            return null;
        }
        Caller.Session session = caller.session();
        if (session != null && !snapshot.areOpen(session.origins())) {
            return null;
        }
        Actor actor = caller.actor();
        return switch (actor.kind()) {
            case ROOT, ROOT_SESSION -> root(account, caller);
            case USER, USER_SESSION -> {
                Gathered user = gathered(account, actor.principalId());
                yield user != null && user.entity() instanceof User found
                        ? user(account, caller, user, found)
                        : null;
            }
            case ROLE_SESSION -> {
                Gathered role = gathered(account, actor.principalId());
                yield role != null && role.entity() instanceof Role
                        ? roleSession(account, caller, role)
                        : null;
            }
            // The house does not ask itself.
            case SYSTEM -> null;
        };
    }

    /** The policy that says who may assume the role. */
    public CompiledPolicy trustOf(Role role) {
        return compiler.compile(role.trust());
    }

    /** A managed policy of the account or of AWS, by ARN; null when there is none. */
    public @Nullable CompiledPolicy managed(AccountSnapshot account, String arn) {
        if (isAws(arn)) {
            return awsManaged.find(arn);
        }
        ManagedPolicy policy = account.state().policyByArn(arn);
        return policy == null ? null : compiled(policy);
    }

    private CompiledPolicy compiled(ManagedPolicy policy) {
        return compiler.compile(policy.defaultDocument().document(), PolicyKind.IDENTITY);
    }

    public static boolean isAws(String arn) {
        return arn.startsWith("arn:aws:iam::aws:");
    }

    private static LivePrincipal root(AccountSnapshot account, Caller caller) {
        AccountId id = account.id();
        Principal principal =
                caller.actor().kind() == Actor.Kind.ROOT
                        ? Principal.root(id)
                        : Principal.rootSession(id);
        return new LivePrincipal(account, caller, principal, null, PolicySet.EMPTY);
    }

    private LivePrincipal user(
            AccountSnapshot account, Caller caller, Gathered gathered, User user) {
        Principal principal =
                caller.actor().kind() == Actor.Kind.USER
                        ? Principal.user(account.id(), user.id(), gathered.arn(), user.name())
                        : Principal.userSession(
                                account.id(), user.id(), gathered.arn(), user.name());
        return new LivePrincipal(
                account, caller, principal, user, withSession(account, caller, gathered));
    }

    private LivePrincipal roleSession(AccountSnapshot account, Caller caller, Gathered gathered) {
        Principal principal =
                Principal.roleSession(
                        account.id(), caller.actor().principalId(), gathered.arn(), caller.arn());
        return new LivePrincipal(
                account,
                caller,
                principal,
                gathered.entity(),
                withSession(account, caller, gathered));
    }

    private PolicySet withSession(AccountSnapshot account, Caller caller, Gathered gathered) {
        Caller.Session session = caller.session();
        if (session == null
                || (session.policies().isEmpty() && session.managedPolicies().isEmpty())) {
            return gathered.policies();
        }
        var policies = new ArrayList<LabelledPolicy>();
        for (String text : session.policies()) {
            policies.add(
                    new LabelledPolicy(
                            "session/" + policies.size(),
                            compiler.compile(text, PolicyKind.SESSION)));
        }
        for (String id : session.managedPolicies()) {
            policies.add(sessionPolicy(account, id));
        }
        return gathered.policies().withSession(policies, indexes::joined);
    }

    private LabelledPolicy sessionPolicy(AccountSnapshot account, String id) {
        if (isAws(id)) {
            return new LabelledPolicy("session/" + id, present(awsManaged.find(id)), id);
        }
        return account.state().byId(id) instanceof ManagedPolicy policy
                ? sessionPolicy(policy.arn(account.id()).toString(), policy)
                : new LabelledPolicy("session/" + id, PolicyCompiler.denyAll());
    }

    private LabelledPolicy sessionPolicy(String arn, ManagedPolicy policy) {
        return new LabelledPolicy("session/" + arn, compiled(policy), arn);
    }

    private @Nullable Gathered gathered(AccountSnapshot account, String uniqueId) {
        Object known = account.derived(uniqueId);
        if (known instanceof Gathered gathered) {
            return gathered;
        }
        Gathered fresh =
                switch (account.state().byId(uniqueId)) {
                    case User user -> gather(account, user);
                    case Role role -> gather(account, role);
                    case null, default -> null;
                };
        if (fresh != null) {
            account.derive(uniqueId, fresh);
        }
        return fresh;
    }

    /**
     * The policies of a user or role and of the user's groups, without keeping them: for whoever
     * looks at all principals of an account.
     */
    public List<LabelledPolicy> held(AccountSnapshot account, Attachable entity) {
        var held = new ArrayList<LabelledPolicy>();
        add(account, "identity/", entity.attachments(), held);
        if (entity instanceof User user) {
            held.addAll(groups(account, user));
        }
        return held;
    }

    /** The permissions boundary of a user or role; null when there is none. */
    public @Nullable LabelledPolicy boundary(AccountSnapshot account, Attachable entity) {
        String boundary = entity.attachments().boundaryArn();
        return boundary == null
                ? null
                : new LabelledPolicy(
                        "boundary/" + boundary, present(managed(account, boundary)), boundary);
    }

    private Gathered gather(AccountSnapshot account, User user) {
        Arn arn = user.arn(account.id());
        return new Gathered(user, arn.toString(), policies(account, user, groups(account, user)));
    }

    private List<LabelledPolicy> groups(AccountSnapshot account, User user) {
        var groups = new ArrayList<LabelledPolicy>();
        for (String id : user.groupIds()) {
            Group group = account.state().groupById(id);
            if (group != null) {
                add(account, "group/" + group.name() + "/", group.attachments(), groups);
            }
        }
        PasswordPolicy policy = account.state().passwordPolicy();
        if (policy != null && policy.usersMayChange()) {
            groups.add(OWN_PASSWORD);
        }
        return groups;
    }

    private Gathered gather(AccountSnapshot account, Role role) {
        Arn arn = role.arn(account.id());
        return new Gathered(role, arn.toString(), policies(account, role, List.of()));
    }

    private PolicySet policies(
            AccountSnapshot account, Attachable entity, List<LabelledPolicy> groups) {
        var identity = new ArrayList<LabelledPolicy>();
        add(account, "identity/", entity.attachments(), identity);
        return PolicySet.of(identity, groups, boundary(account, entity), indexes::joined);
    }

    private void add(
            AccountSnapshot account,
            String label,
            Attachments attachments,
            List<LabelledPolicy> policies) {
        for (Attachments.InlinePolicy inline : attachments.inlinePolicies()) {
            policies.add(
                    new LabelledPolicy(
                            label + inline.name(),
                            compiler.compile(inline.document(), PolicyKind.IDENTITY)));
        }
        for (String arn : attachments.policyArns()) {
            policies.add(
                    new LabelledPolicy(
                            label + arn.substring(arn.lastIndexOf('/') + 1),
                            present(managed(account, arn)),
                            arn));
        }
    }

    private static CompiledPolicy present(@Nullable CompiledPolicy policy) {
        // A policy in use cannot be deleted, so this is a fault of ours; it may have denied.
        return policy == null ? PolicyCompiler.denyAll() : policy;
    }
}
