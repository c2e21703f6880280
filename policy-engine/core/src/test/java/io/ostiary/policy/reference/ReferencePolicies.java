package io.ostiary.policy.reference;

import com.fasterxml.jackson.databind.JsonNode;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Map;

/**
 * Documents as plain JSON.
 *
 * @param trust true when {@code resource} is a role's trust policy
 * @param scp one document per level, all of its policies' statements in it
 * @param rcp the same
 * @param bindings ARN as written to unique id
 */
public record ReferencePolicies(
        List<JsonNode> identity,
        @Nullable JsonNode boundary,
        @Nullable List<JsonNode> session,
        @Nullable JsonNode resource,
        boolean trust,
        List<JsonNode> scp,
        List<JsonNode> rcp,
        Map<String, String> bindings) {}
