package io.ostiary.policy.validate;

import io.ostiary.policy.validate.Node.ObjectNode;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Whoever comes from an identity provider assumes a role by an operation of his own. */
final class TrustRules {

    private TrustRules() {}

    static void check(Map<String, Place> elements, Scope scope) {
        Place principal = elements.get("Principal");
        Place action = elements.get("Action");
        if (principal == null
                || action == null
                || !(principal.node() instanceof ObjectNode object)) {
            return;
        }
        List<Place> federated = new ArrayList<>();
        for (Node.Member member : object.members()) {
            if (member.name().equals("Federated")) {
                federated.addAll(principal.member(member).each());
            }
        }
        if (federated.isEmpty()) {
            return;
        }
        for (Place each : action.each()) {
            if (each.text().equalsIgnoreCase("sts:AssumeRole")) {
                List<Place> places = new ArrayList<>();
                places.add(each);
                places.addAll(federated);
                scope.findings()
                        .add(
                                Check.MISMATCHED_ACTION_FOR_PRINCIPAL,
                                places,
                                each.text(),
                                federated.stream()
                                        .map(Place::text)
                                        .collect(Collectors.joining(", ")));
            }
        }
    }
}
