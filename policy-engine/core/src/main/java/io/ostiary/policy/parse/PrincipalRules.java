package io.ostiary.policy.parse;

import io.ostiary.contract.id.AccountId;
import io.ostiary.contract.id.Arn;
import io.ostiary.policy.document.PrincipalElement;
import io.ostiary.policy.document.PrincipalElement.Entry;

/**
 * How a principal must look (IAM User Guide, "Principal"). Whether it exists is for the writer to
 * find out.
 */
final class PrincipalRules {

    private static final int ID_MIN_LENGTH = 16;
    private static final int MAX_LENGTH = 2_048;

    private PrincipalRules() {}

    static void check(PrincipalElement principal) throws Refused {
        if (principal.entries().isEmpty()) {
            throw new Refused("Missing required field Principal cannot be empty!");
        }
        for (Entry entry : principal.entries()) {
            if (!isValid(entry)) {
                throw new Refused(
                        "Invalid principal in policy: \"%s\":\"%s\""
                                .formatted(told(entry.type()), entry.value()));
            }
        }
    }

    /** As AWS spells it in this message: a service in capitals, unlike in a policy. */
    private static String told(PrincipalElement.Type type) {
        return type == PrincipalElement.Type.SERVICE ? "SERVICE" : type.text();
    }

    private static boolean isValid(Entry entry) {
        String value = entry.value();
        if (value.isEmpty() || value.length() > MAX_LENGTH) {
            return false;
        }
        return switch (entry.type()) {
            case AWS -> value.equals("*") || isAwsPrincipal(value);
            case SERVICE -> value.indexOf('.') > 0 && isHostName(value);
            case FEDERATED -> isProvider(value);
            case CANONICAL_USER -> isWord(value);
        };
    }

    private static boolean isAwsPrincipal(String value) {
        if (AccountId.isValid(value) || isUniqueId(value)) {
            return true;
        }
        Arn arn = Arn.parse(value).orElse(null);
        // No wildcards within an ARN: the guide allows the bare star only.
        if (arn == null
                || !arn.partition().equals(Arn.PARTITION)
                || !arn.region().isEmpty()
                || !AccountId.isValid(arn.account())
                || value.indexOf('*') >= 0
                || value.indexOf('?') >= 0) {
            return false;
        }
        return switch (arn.service()) {
            case "iam" ->
                    arn.resource().equals("root")
                            || named(arn.resource(), "user/")
                            || named(arn.resource(), "role/");
            case "sts" -> named(arn.resource(), "federated-user/") || isAssumedRole(arn.resource());
            default -> false;
        };
    }

    private static boolean isAssumedRole(String resource) {
        String type = "assumed-role/";
        int slash = resource.indexOf('/', type.length());
        return resource.startsWith(type)
                && slash > type.length()
                && slash < resource.length() - 1
                && resource.indexOf('/', slash + 1) < 0;
    }

    private static boolean named(String resource, String type) {
        return resource.startsWith(type)
                && resource.length() > type.length()
                && !resource.endsWith("/")
                && !resource.contains("//");
    }

    /** What AWS shows in place of a deleted principal: AIDA…, AROA… */
    private static boolean isUniqueId(String value) {
        return value.length() >= ID_MIN_LENGTH
                && (value.startsWith("AIDA") || value.startsWith("AROA"))
                && isWord(value);
    }

    private static boolean isProvider(String value) {
        Arn arn = Arn.parse(value).orElse(null);
        if (arn == null) {
            return value.equals("*") || isHostName(value);
        }
        return arn.service().equals("iam")
                && AccountId.isValid(arn.account())
                && value.indexOf('*') < 0
                && value.indexOf('?') < 0
                && (named(arn.resource(), "saml-provider/")
                        || arn.resource().startsWith("oidc-provider/"));
    }

    private static boolean isHostName(String value) {
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (!isWordCharacter(c) && c != '.' && c != '-') {
                return false;
            }
        }
        return true;
    }

    private static boolean isWord(String value) {
        for (int i = 0; i < value.length(); i++) {
            if (!isWordCharacter(value.charAt(i))) {
                return false;
            }
        }
        return true;
    }

    private static boolean isWordCharacter(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
    }
}
