package io.ostiary.policy.validate;

import io.ostiary.policy.validate.Node.ObjectNode;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Statement ids are unique where the policy type asks for it, and should be elsewhere. */
final class SidRules {

    private SidRules() {}

    static void check(List<Place> statements, Scope scope) {
        Set<String> sids = new HashSet<>();
        for (Place statement : statements) {
            for (Node.Member member : ((ObjectNode) statement.node()).members()) {
                if (!member.name().equals("Sid")) {
                    continue;
                }
                Place sid = statement.member(member);
                if (!sid.isText()) {
                    scope.expect("String", sid);
                } else if (sid.text().isEmpty()) {
                    scope.findings().add(Check.EMPTY_SID_VALUE, sid);
                } else {
                    if (scope.type().isWithoutPrincipal() && !isAlphanumeric(sid.text())) {
                        scope.findings().add(Check.UNSUPPORTED_SID, sid);
                    }
                    if (!sids.add(sid.text())) {
                        scope.findings()
                                .add(
                                        scope.type() == PolicyType.RESOURCE_POLICY
                                                ? Check.UNIQUE_SIDS_RECOMMENDED
                                                : Check.UNIQUE_SIDS_REQUIRED,
                                        sid);
                    }
                }
            }
        }
    }

    private static boolean isAlphanumeric(String text) {
        return text.chars()
                .allMatch(
                        c ->
                                (c >= 'a' && c <= 'z')
                                        || (c >= 'A' && c <= 'Z')
                                        || (c >= '0' && c <= '9'));
    }
}
