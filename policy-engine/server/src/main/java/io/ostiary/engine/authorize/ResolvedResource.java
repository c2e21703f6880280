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
 */
record ResolvedResource(ResourceName name, AccountId account, @Nullable Attachable entity) {}
