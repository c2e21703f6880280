package io.ostiary.writer.resource;

import io.ostiary.contract.id.Names;
import io.ostiary.policy.document.Condition;
import io.ostiary.policy.document.ConditionOperator.Comparison;
import io.ostiary.policy.document.Effect;
import io.ostiary.policy.document.PolicyDocument;
import io.ostiary.policy.document.PrincipalElement;
import io.ostiary.policy.document.Quantifier;
import io.ostiary.policy.document.Statement;
import io.ostiary.policy.value.IpBlock;

import java.util.Set;

/**
 * Whether a policy is public (Amazon S3 User Guide, "Blocking public access to your Amazon S3
 * storage", The meaning of "public"): every policy is taken for one until each of its allowing
 * statements is found to let in fixed principals only, or callers that one of the keys listed there
 * fixes. A value is fixed when it holds neither wildcard nor variable; of addresses, ranges wider
 * than /8 (IPv4) and /32 (IPv6) are not.
 */
final class PublicAccess {

    private static final Set<String> FIXING_KEYS =
            Set.of(
                    "aws:principalorgid",
                    "aws:principalaccount",
                    "aws:principalarn",
                    "aws:sourcearn",
                    "aws:sourcevpc",
                    "aws:sourcevpce",
                    "aws:sourceowner",
                    "aws:sourceaccount",
                    "aws:userid",
                    "s3:dataaccesspointarn",
                    "s3:dataaccesspointaccount");

    private static final String SOURCE_IP = "aws:sourceip";
    private static final String ACCESS_POINT = "s3:dataaccesspointarn";
    private static final int WIDEST_V4 = 8;
    private static final int WIDEST_V6 = 32;

    private PublicAccess() {}

    static boolean isPublic(PolicyDocument policy) {
        return policy.statements().stream().anyMatch(PublicAccess::isPublic);
    }

    private static boolean isPublic(Statement statement) {
        PrincipalElement principal = statement.principal();
        boolean everyone =
                principal == null
                        || principal.negated()
                        || principal.entries().stream()
                                .anyMatch(PublicAccess::isOpen);
        return statement.effect() == Effect.ALLOW
                && everyone
                && statement.condition().conditions().stream().noneMatch(PublicAccess::fixes);
    }

    private static boolean isOpen(PrincipalElement.Entry entry) {
        return entry.isEveryone() || entry.value().equals("*");
    }

    /** Whether only fixed callers meet it; one without the key must not. */
    private static boolean fixes(Condition condition) {
        if (condition.ifExists()
                || condition.operator().negated()
                || condition.quantifier() == Quantifier.FOR_ALL_VALUES) {
            return false;
        }
        String key = Names.key(condition.key());
        return switch (condition.operator().comparison()) {
            case IP_ADDRESS ->
                    key.equals(SOURCE_IP)
                            && condition.values().stream().allMatch(PublicAccess::isNarrow);
            case STRING_EQUALS, STRING_EQUALS_IGNORE_CASE ->
                    FIXING_KEYS.contains(key)
                            && condition.values().stream()
                                    .noneMatch(value -> value.contains("${"));
            case STRING_LIKE, ARN_LIKE ->
                    FIXING_KEYS.contains(key)
                            && condition.values().stream()
                                    .allMatch(value -> isFixed(key, value));
            case NUMERIC_EQUALS,
                    NUMERIC_LESS_THAN,
                    NUMERIC_LESS_THAN_EQUALS,
                    NUMERIC_GREATER_THAN,
                    NUMERIC_GREATER_THAN_EQUALS,
                    DATE_EQUALS,
                    DATE_LESS_THAN,
                    DATE_LESS_THAN_EQUALS,
                    DATE_GREATER_THAN,
                    DATE_GREATER_THAN_EQUALS,
                    BOOL,
                    BINARY_EQUALS,
                    NULL ->
                    false;
        };
    }

    /** An access point's name may be left open when its account is not. */
    private static boolean isFixed(String key, String value) {
        if (value.contains("${")) {
            return false;
        }
        String[] parts = value.split(":", 6);
        String held =
                key.equals(ACCESS_POINT) && parts.length == 6 ? parts[4] + parts[3] : value;
        return !held.isEmpty() && held.indexOf('*') < 0 && held.indexOf('?') < 0;
    }

    private static boolean isNarrow(String value) {
        IpBlock block = IpBlock.block(value);
        return block != null
                && block.prefix() >= (block.v4() ? WIDEST_V4 : WIDEST_V6);
    }
}
