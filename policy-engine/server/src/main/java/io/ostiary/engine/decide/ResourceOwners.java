package io.ostiary.engine.decide;

import io.ostiary.contract.id.AccountId;
import io.ostiary.contract.id.Arn;
import io.ostiary.contract.shape.Tag;
import io.ostiary.engine.fold.EngineSnapshot;
import io.ostiary.policy.evaluate.LabelledPolicy;
import io.ostiary.policy.request.ActionName;

import org.jspecify.annotations.Nullable;

import java.util.List;

/** Whose a resource is, and what its owner says of it. */
public interface ResourceOwners {

    /**
     * @param policy the resource's own, null when it has none
     * @param tags null for one that is not registered: then nobody knows them
     */
    record OwnedResource(
            AccountId owner, @Nullable LabelledPolicy policy, @Nullable List<Tag> tags) {
        public OwnedResource {
            tags = tags == null ? null : List.copyOf(tags);
        }
    }

    /**
     * @param snapshot by which all is judged
     * @param action what is to be done with it
     * @return null when nobody is known to own it
     */
    @Nullable OwnedResource find(EngineSnapshot snapshot, ActionName action, Arn resource);
}
