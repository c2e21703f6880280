package io.ostiary.engine.simulate;

import io.ostiary.contract.error.AwsError;
import io.ostiary.contract.error.IamError.NoSuchEntity;
import io.ostiary.contract.error.IamError.Subject;
import io.ostiary.contract.id.Arn;
import io.ostiary.engine.fold.AccountSnapshot;
import io.ostiary.engine.principal.AwsManagedPolicies;
import io.ostiary.engine.principal.Principals;
import io.ostiary.policy.simulate.InvalidSimulation;
import io.ostiary.policy.simulate.SimulatedCaller;
import io.ostiary.state.entity.Attachable;
import io.ostiary.state.entity.Attachments;
import io.ostiary.state.entity.Group;
import io.ostiary.state.entity.ManagedPolicy;
import io.ostiary.state.entity.Role;
import io.ostiary.state.entity.User;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;

/**
 * A user, group or role whose policies are simulated.
 *
 * @param policies its own, and those of a user's groups
 * @param boundary the document of its permissions boundary; null when it has none
 */
record PolicySource(Attachable entity, List<Named> policies, @Nullable Named boundary) {

    /**
     * A document and how the simulator calls it: inline ones after their entity ({@code
     * user_alice_Name}; IAM API Reference, SimulatePrincipalPolicy, Examples), managed ones by
     * name.
     */
    record Named(String id, String document) {}

    PolicySource {
        policies = List.copyOf(policies);
    }

    /** With the boundary. */
    List<Named> all() {
        List<Named> all = new ArrayList<>(policies);
        if (boundary != null) {
            all.add(boundary);
        }
        return all;
    }

    /** There is none of this ARN; the error is the caller's answer. */
    static final class NoSource extends Exception {
        private final transient AwsError error;

        NoSource(AwsError error) {
            super(error.message(), null, false, false);
            this.error = error;
        }

        AwsError error() {
            return error;
        }
    }

    /**
     * @throws InvalidSimulation when the ARN names no such thing, or one of another account
     * @throws NoSource when there is none of this name
     */
    static PolicySource find(AccountSnapshot account, AwsManagedPolicies aws, String text)
            throws InvalidSimulation, NoSource {
        SimulatedCaller.Kind kind = SimulatedCaller.of(text).kind();
        Arn arn = Arn.parse(text).orElseThrow();
        if (!arn.isIn(account.id())) {
            throw new InvalidSimulation(
                    "Invalid Policy Source Arn: caller's account %s does not have access to policies in account %s"
                            .formatted(account.id().value(), arn.account()));
        }
        var state = account.state();
        String name = arn.resourceName();
        var gathering = new Gathering(account, aws);
        switch (kind) {
            case USER -> {
                User user = state.userNamed(name);
                if (user != null && user.arn(account.id()).toString().equals(text)) {
                    return gathering.of(user);
                }
                throw new NoSource(NoSuchEntity.named(Subject.USER, name));
            }
            case GROUP -> {
                Group group = state.groupNamed(name);
                if (group != null && group.arn(account.id()).toString().equals(text)) {
                    return gathering.of(group);
                }
                throw new NoSource(NoSuchEntity.named(Subject.GROUP, name));
            }
            case ROLE -> {
                Role role = state.roleNamed(name);
                if (role != null && role.arn(account.id()).toString().equals(text)) {
                    return gathering.of(role);
                }
                throw new NoSource(NoSuchEntity.named(Subject.ROLE, name));
            }
            case UNNAMED -> throw new IllegalStateException("an ARN names something");
        }
        throw new IllegalStateException("every kind is answered");
    }

    private record Gathering(AccountSnapshot account, AwsManagedPolicies aws) {

        PolicySource of(User user) {
            List<Named> policies = new ArrayList<>();
            add("user_" + user.name() + "_", user.attachments(), policies);
            for (String id : user.groupIds()) {
                Group group = account.state().groupById(id);
                if (group != null) {
                    add("group_" + group.name() + "_", group.attachments(), policies);
                }
            }
            return source(user, policies);
        }

        PolicySource of(Group group) {
            List<Named> policies = new ArrayList<>();
            add("group_" + group.name() + "_", group.attachments(), policies);
            return source(group, policies);
        }

        PolicySource of(Role role) {
            List<Named> policies = new ArrayList<>();
            add("role_" + role.name() + "_", role.attachments(), policies);
            return source(role, policies);
        }

        private PolicySource source(Attachable entity, List<Named> policies) {
            String boundary = entity.attachments().boundaryArn();
            return new PolicySource(entity, policies, boundary == null ? null : managed(boundary));
        }

        private void add(String prefix, Attachments attachments, List<Named> policies) {
            for (Attachments.InlinePolicy inline : attachments.inlinePolicies()) {
                policies.add(new Named(prefix + inline.name(), inline.document()));
            }
            for (String arn : attachments.policyArns()) {
                policies.add(managed(arn));
            }
        }

        private Named managed(String arn) {
            String document = null;
            if (Principals.isAws(arn)) {
                document = aws.document(arn);
            } else if (account.state().policyByArn(arn) instanceof ManagedPolicy policy) {
                document = policy.defaultDocument().document();
            }
            if (document == null) {
                throw new IllegalStateException("a policy in use cannot be deleted: " + arn);
            }
            return new Named(arn.substring(arn.lastIndexOf('/') + 1), document);
        }
    }
}
