package io.ostiary.engine.search;

import io.ostiary.contract.id.AccountId;
import io.ostiary.contract.id.Arn;
import io.ostiary.contract.shape.Tag;
import io.ostiary.policy.evaluate.LabelledPolicy;
import io.ostiary.policy.request.ResourceName;

import org.jspecify.annotations.Nullable;

import java.util.List;

/**
 * A resource as one account may speak of it.
 *
 * @param name null for any
 * @param arn null for any, and for {@code *}
 * @param own whether it is the account's; of another's, or one that is not there, nothing is known
 *     but its name
 * @param policy of its own; null where it has none or is not the account's
 * @param tags null where nobody knows them
 */
record SoughtResource(
        @Nullable ResourceName name,
        @Nullable Arn arn,
        boolean own,
        @Nullable LabelledPolicy policy,
        @Nullable List<Tag> tags) {

    static final SoughtResource ANY = new SoughtResource(null, null, false, null, null);
    static final SoughtResource NONE =
            new SoughtResource(ResourceName.NONE, null, true, null, null);

    /** The account that its ARN names; null where it names none. */
    @Nullable AccountId namedAccount() {
        return arn == null || !AccountId.isValid(arn.account())
                ? null
                : new AccountId(arn.account());
    }
}
