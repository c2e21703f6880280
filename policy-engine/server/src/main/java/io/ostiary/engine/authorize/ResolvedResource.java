package io.ostiary.engine.authorize;

import io.ostiary.contract.id.AccountId;
import io.ostiary.policy.request.ResourceName;
import io.ostiary.state.entity.Attachable;

import org.jspecify.annotations.Nullable;

/**
 * A resource as it is judged.
 *
 * @param account that owns it; the caller's where nobody does
 * @param entity what it is, when it exists in the caller's account
 * @param shown how IAM calls it in a denial: {@code role App} for one that is named and {@code
 *     policy ARN}, an ARN for one that is to be made, unless it is a policy (as users were
 *     answered: aws/aws-parallelcluster#4031, cds-snc/dns#523, brefphp/bref#2028)
 */
record ResolvedResource(
        ResourceName name, AccountId account, @Nullable Attachable entity, String shown) {

    ResolvedResource(ResourceName name, AccountId account, @Nullable Attachable entity) {
        this(name, account, entity, name.text());
    }

    ResolvedResource shownAs(String type, String what) {
        return new ResolvedResource(name, account, entity, type.replace('-', ' ') + ' ' + what);
    }

    /** To be judged by the same ARN, and told in IAM's words. */
    ResourceName shownName() {
        return new ResourceName(shown, name.arn());
    }
}
