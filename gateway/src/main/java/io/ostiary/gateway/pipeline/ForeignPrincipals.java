package io.ostiary.gateway.pipeline;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;

import io.ostiary.contract.id.AccountId;
import io.ostiary.contract.id.Arn;

import java.io.IOException;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * The users and roles of other accounts that a policy document names under {@code Principal} or
 * {@code NotPrincipal} as {@code AWS}. Only a scan: a document that is not strict JSON names
 * nobody, and the writer refuses it. A principal that is not found here gets no unique id, and so
 * matches nobody.
 */
final class ForeignPrincipals {

    /** More than a trust policy can name within its size. */
    private static final int MAX = 512;

    private static final Set<String> ELEMENTS = Set.of("Principal", "NotPrincipal");

    private static final int MAX_DEPTH = 32;

    private static final JsonFactory JSON =
            new JsonFactoryBuilder()
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
                    .streamReadConstraints(
                            StreamReadConstraints.builder().maxNestingDepth(MAX_DEPTH).build())
                    .build();

    private ForeignPrincipals() {}

    static Set<String> in(String document, AccountId own) {
        if (!document.contains("Principal")) {
            return Set.of();
        }
        Set<String> found = new LinkedHashSet<>();
        try (JsonParser parser = JSON.createParser(document)) {
            while (parser.nextToken() != null) {
                if (parser.currentToken() == JsonToken.FIELD_NAME
                        && ELEMENTS.contains(parser.currentName())
                        && parser.nextToken() == JsonToken.START_OBJECT) {
                    principal(parser, own, found);
                }
            }
        } catch (IOException _) {
            return Set.of();
        }
        return found;
    }

    private static void principal(JsonParser parser, AccountId own, Set<String> found)
            throws IOException {
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            boolean aws = parser.currentName().equals("AWS");
            JsonToken value = parser.nextToken();
            if (aws && value == JsonToken.VALUE_STRING) {
                add(parser.getText(), own, found);
            } else if (aws && value == JsonToken.START_ARRAY) {
                while (parser.nextToken() == JsonToken.VALUE_STRING) {
                    add(parser.getText(), own, found);
                }
            } else {
                parser.skipChildren();
            }
        }
    }

    private static void add(String principal, AccountId own, Set<String> found) {
        if (found.size() >= MAX) {
            return;
        }
        Arn.parse(principal)
                .filter(arn -> arn.service().equals("iam"))
                .filter(arn -> AccountId.isValid(arn.account()) && !arn.isIn(own))
                .filter(arn -> isUserOrRole(arn.resourceType()))
                .ifPresent(_ -> found.add(principal));
    }

    private static boolean isUserOrRole(String type) {
        return type.equals("user") || type.equals("role");
    }
}
