package io.ostiary.engine.decide;

import io.ostiary.contract.id.AccountId;
import io.ostiary.contract.id.Arn;
import io.ostiary.contract.shape.Tag;
import io.ostiary.engine.authorize.AccountEntities;
import io.ostiary.engine.fold.AccountSnapshot;
import io.ostiary.engine.fold.EngineSnapshot;
import io.ostiary.engine.principal.PolicyCompiler;
import io.ostiary.engine.principal.Principals;
import io.ostiary.engine.resource.RegisteredResource;
import io.ostiary.engine.resource.ResourceRegistry;
import io.ostiary.policy.evaluate.LabelledPolicy;
import io.ostiary.policy.request.ActionName;
import io.ostiary.state.entity.Attachable;
import io.ostiary.state.entity.Role;

import org.jspecify.annotations.Nullable;

import java.util.List;

/**
 * Of our own entities their account owns them, their tags are known, and of a role its trust
 * policy, which decides who takes it. Of everything else the registry knows.
 */
public final class KnownOwners implements ResourceOwners {

    private static final LabelledPolicy NO_ROLE =
            new LabelledPolicy("resource/trust policy", PolicyCompiler.trustNobody());

    private final Principals principals;
    private final ResourceRegistry registry;

    public KnownOwners(Principals principals, ResourceRegistry registry) {
        this.principals = principals;
        this.registry = registry;
    }

    @Override
    public @Nullable OwnedResource find(EngineSnapshot snapshot, ActionName action, Arn resource) {
        if (!resource.service().equals("iam")) {
            RegisteredResource found = registry.find(snapshot, resource);
            return found == null
                    ? null
                    : new OwnedResource(found.owner(), found.policy(), found.tags());
        }
        if (!AccountId.isValid(resource.account())) {
            return null;
        }
        var owner = new AccountId(resource.account());
        Attachable entity = entity(snapshot.account(owner), resource);
        List<Tag> tags = entity == null ? List.of() : entity.attachments().tags();
        boolean taken = action.service().equals("sts") && resource.resourceType().equals("role");
        return new OwnedResource(owner, taken ? trust(entity) : null, tags);
    }

    private static @Nullable Attachable entity(@Nullable AccountSnapshot owner, Arn resource) {
        return owner == null || !owner.state().isOpen()
                ? null
                : AccountEntities.byArn(owner.state(), resource);
    }

    /** Without a trust policy nobody takes a role, whatever his own policies say. */
    private LabelledPolicy trust(@Nullable Attachable entity) {
        return entity instanceof Role role
                ? new LabelledPolicy("resource/trust policy", principals.trustOf(role))
                : NO_ROLE;
    }
}
