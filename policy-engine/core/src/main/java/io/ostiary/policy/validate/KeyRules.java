package io.ostiary.policy.validate;

import io.ostiary.contract.id.Names;
import io.ostiary.policy.catalog.KeyType;
import io.ostiary.policy.catalog.KeyType.Base;
import io.ostiary.policy.document.Quantifier;

import org.jspecify.annotations.Nullable;

import java.util.Set;

/** One condition key under one operator. */
final class KeyRules {

    /** What identity providers and services give that are no services of the data. */
    private static final Set<String> PROVIDERS = Set.of("saml", "accounts", "graph", "www");

    /**
     * Keys that AWS documents outside of the data: of services that call for an instance or a
     * function (Amazon EC2 and AWS Lambda guides).
     */
    private static final Set<String> ELSEWHERE =
            Set.of("ec2:sourceinstancearn", "lambda:sourcefunctionarn", "ssm:sourceinstancearn");

    private KeyRules() {}

    static void check(Place name, String key, OperatorName operator, boolean allows, Scope scope) {
        int colon = key.indexOf(':');
        if (colon < 1 || colon == key.length() - 1) {
            scope.findings().add(Check.INVALID_CONDITION_KEY_FORMAT, name);
            return;
        }
        String folded = Names.key(key);
        if (folded.equals("aws:arn")) {
            scope.findings().add(Check.UNSUPPORTED_GLOBAL_CONDITION_KEY, name);
            return;
        }
        KeyType type = scope.names().key(key);
        if (type == null) {
            unknown(name, key, folded.substring(0, colon), scope);
            return;
        }
        quantifier(name, key, type, operator, allows, scope);
        mismatch(name, key, type.base(), operator, scope);
    }

    private static void unknown(Place name, String key, String service, Scope scope) {
        if (service.equals("aws")) {
            scope.findings().add(Check.INVALID_GLOBAL_CONDITION_KEY, name, key);
        } else if (service.indexOf('.') >= 0
                || PROVIDERS.contains(service)
                || ELSEWHERE.contains(Names.key(key))) {
            return;
        } else if (!scope.names().isService(service)) {
            scope.findings().add(Check.INVALID_SERVICE, name, service);
        } else {
            scope.findings().add(Check.INVALID_SERVICE_CONDITION_KEY, name, key, service);
        }
    }

    private static void quantifier(
            Place name,
            String key,
            KeyType type,
            OperatorName operator,
            boolean allows,
            Scope scope) {
        if (operator.isNull() || operator.operator() == null) {
            return;
        }
        if (type.multivalued() && operator.quantifier() == Quantifier.NONE) {
            scope.findings().add(Check.MISSING_QUALIFIER, name, key);
        }
        if (!type.multivalued() && allows && operator.quantifier() == Quantifier.FOR_ALL_VALUES) {
            scope.findings().add(Check.FORALLVALUES_WITH_SINGLE_VALUED_KEY, name, key);
        }
    }

    private static void mismatch(
            Place name, String key, Base base, OperatorName operator, Scope scope) {
        @Nullable Base used = operator.base();
        if (used == null || used == base) {
            return;
        }
        // Texts compare with everything that is written as a text: ARNs above all.
        boolean texts = base == Base.STRING || base == Base.ARN;
        boolean compared = used == Base.STRING || used == Base.ARN;
        boolean times = base == Base.NUMERIC && used == Base.DATE;
        if (!(texts && compared) && !times) {
            scope.findings().add(Check.TYPE_MISMATCH, name, word(base), operator.text(), key);
        }
    }

    private static String word(Base base) {
        return switch (base) {
            case STRING -> "String";
            case ARN -> "ARN";
            case BOOL -> "Boolean";
            case NUMERIC -> "Numeric";
            case DATE -> "Date";
            case IP_ADDRESS -> "IP address";
        };
    }
}
