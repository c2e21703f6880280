package io.ostiary.engine.authorize;

import io.ostiary.contract.id.AccountId;
import io.ostiary.contract.shape.Tag;
import io.ostiary.policy.evaluate.LabelledPolicy;
import io.ostiary.policy.request.ResourceName;
import io.ostiary.state.entity.Attachable;

import org.jspecify.annotations.Nullable;

import java.util.List;

/**
 * A resource as it is judged.
 *
 * @param account that owns it; the caller's where nobody does
 * @param entity what it is, when it exists in the caller's account
 * @param tags of the entity, or of what it is in the caller's organization; null where it has none
 *     to be asked for
 * @param policy of a bucket its own; null for none
 * @param shown how IAM calls it in a denial: {@code role App} for one that is named and {@code
 *     policy ARN}, an ARN for one that is to be made, unless it is a policy (as users were
 *     answered: aws/aws-parallelcluster#4031, cds-snc/dns#523, brefphp/bref#2028)
 */
record ResolvedResource(
        ResourceName name,
        AccountId account,
        @Nullable Attachable entity,
        @Nullable List<Tag> tags,
        @Nullable LabelledPolicy policy,
        String shown) {

    ResolvedResource {
        tags = tags == null ? null : List.copyOf(tags);
    }

    ResolvedResource(ResourceName name, AccountId account, @Nullable Attachable entity) {
        this(
                name,
                account,
                entity,
                entity == null ? null : entity.attachments().tags(),
                null,
                name.text());
    }

    /** The same with tags that no entity of the account holds. */
    ResolvedResource tagged(List<Tag> others) {
        return new ResolvedResource(name, account, entity, others, policy, shown);
    }

    /** The same as if it were this account's. */
    ResolvedResource ownedBy(AccountId owner) {
        return new ResolvedResource(name, owner, entity, tags, policy, shown);
    }

    ResolvedResource shownAs(String type, String what) {
        return new ResolvedResource(
                name, account, entity, tags, policy, type.replace('-', ' ') + ' ' + what);
    }

    /** To be judged by the same ARN, and told in IAM's words. */
    ResourceName shownName() {
        return new ResourceName(shown, name.arn());
    }
}
