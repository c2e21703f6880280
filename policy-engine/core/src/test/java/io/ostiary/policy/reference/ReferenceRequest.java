package io.ostiary.policy.reference;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Map;

/**
 * @param kind ROOT, USER, ROLE, FEDERATED, SERVICE, WEB or ANONYMOUS
 * @param account of the principal, empty without one
 * @param name of a service or provider
 * @param keys by lower-case name
 */
public record ReferenceRequest(
        String action,
        String resource,
        String resourceAccount,
        String kind,
        String account,
        String uniqueId,
        String name,
        @Nullable String sessionArn,
        Map<String, List<String>> keys) {}
