package io.ostiary.policy.validate;

import io.ostiary.contract.shape.ValidatePolicyFinding.Position;
import io.ostiary.policy.validate.Node.ArrayNode;
import io.ostiary.policy.validate.Node.ObjectNode;

import java.util.HashSet;
import java.util.Set;

/**
 * A name that occurs twice in one object: two readers may understand it differently, and IAM
 * refuses it as a syntax error.
 */
final class Duplicates {

    private Duplicates() {}

    static void check(Place place, Findings findings) {
        switch (place.node()) {
            case ObjectNode object -> {
                Set<String> names = new HashSet<>();
                for (Node.Member member : object.members()) {
                    if (!names.add(member.name())) {
                        Position at = findings.position(member.start());
                        findings.add(
                                Check.JSON_SYNTAX_ERROR,
                                place.name(member),
                                Integer.toString(at.offset()),
                                Integer.toString(at.line()),
                                Integer.toString(at.column()));
                    }
                    check(place.member(member), findings);
                }
            }
            case ArrayNode _ -> place.each().forEach(each -> check(each, findings));
            case Node.TextNode _, Node.ScalarNode _, Node.NullNode _ -> {}
        }
    }
}
