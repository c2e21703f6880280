package io.ostiary.writer.attachment;

import io.ostiary.contract.error.AwsError;
import io.ostiary.contract.error.IamError.LimitExceeded;
import io.ostiary.contract.error.IamError.NoSuchEntity;
import io.ostiary.contract.error.IamError.PolicyNotAttachable;
import io.ostiary.state.entity.Attachable;
import io.ostiary.state.entity.Group;
import io.ostiary.state.entity.InstanceProfile;
import io.ostiary.state.entity.ManagedPolicy;
import io.ostiary.state.entity.Role;
import io.ostiary.state.entity.ServerCertificate;
import io.ostiary.state.entity.User;
import io.ostiary.state.view.Defect;
import io.ostiary.writer.rule.Quota;

/**
 * What kinds of entity differ in: quotas and words (IAM User Guide, "IAM and AWS STS quotas").
 * Inline sizes are characters without white space, all policies of the entity together.
 */
enum Holder {
    USER("user", "User", Quota.POLICIES_OF_USER, 2_048),
    GROUP("group", "Group", Quota.POLICIES_OF_GROUP, 5_120),
    ROLE("role", "Role", Quota.POLICIES_OF_ROLE, 10_240);

    private final String word;
    private final String title;
    private final Quota policies;
    private final int inlineSize;

    Holder(String word, String title, Quota policies, int inlineSize) {
        this.word = word;
        this.title = title;
        this.policies = policies;
        this.inlineSize = inlineSize;
    }

    static Holder of(Attachable target) {
        return switch (target) {
            case User user -> USER;
            case Group group -> GROUP;
            case Role role -> ROLE;
            case ManagedPolicy policy -> throw new Defect("a policy holds no policies");
            case InstanceProfile profile -> throw new Defect("a profile holds no policies");
            case ServerCertificate certificate ->
                    throw new Defect("a certificate holds no policies");
        };
    }

    Quota policies() {
        return policies;
    }

    int inlineSize() {
        return inlineSize;
    }

    AwsError tooLarge(String name) {
        return new LimitExceeded(
                "Maximum policy size of %d bytes exceeded for %s %s"
                        .formatted(inlineSize, word, name));
    }

    AwsError noInlinePolicy(String policyName) {
        return new NoSuchEntity(
                "The %s policy with name %s cannot be found.".formatted(word, policyName));
    }

    AwsError notAttachable() {
        return new PolicyNotAttachable(
                "Cannot attach a Service Role Policy to a Customer %s.".formatted(title));
    }
}
