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
import io.ostiary.state.quota.Quota;
import io.ostiary.state.view.Defect;

/**
 * What kinds of entity differ in: quotas and words (IAM User Guide, "IAM and AWS STS quotas").
 * Inline sizes, which cannot be raised, are characters without white space, all policies of the
 * entity together.
 */
enum Holder {
    USER("user", "User", Quota.POLICIES_OF_USER, Quota.INLINE_SIZE_OF_USER),
    GROUP("group", "Group", Quota.POLICIES_OF_GROUP, Quota.INLINE_SIZE_OF_GROUP),
    ROLE("role", "Role", Quota.POLICIES_OF_ROLE, Quota.INLINE_SIZE_OF_ROLE);

    private final String word;
    private final String title;
    private final Quota policies;
    private final Quota inlineSize;

    Holder(String word, String title, Quota policies, Quota inlineSize) {
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
        return inlineSize.byDefault();
    }

    AwsError tooLarge(String name) {
        return new LimitExceeded(
                "Maximum policy size of %d bytes exceeded for %s %s"
                        .formatted(inlineSize.byDefault(), word, name));
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
