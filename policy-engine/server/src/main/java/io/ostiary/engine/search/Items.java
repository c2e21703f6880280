package io.ostiary.engine.search;

import io.ostiary.contract.port.SearchAnswer.Certainty;
import io.ostiary.contract.port.SearchAnswer.Condition;
import io.ostiary.contract.port.SearchAnswer.Item;
import io.ostiary.contract.port.SearchAnswer.Side;
import io.ostiary.policy.document.Effect;
import io.ostiary.policy.evaluate.PolicyLayer;
import io.ostiary.policy.search.OpenCondition;
import io.ostiary.policy.search.Verdict;

import org.jspecify.annotations.Nullable;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** From verdicts to what the asker is told. */
final class Items {

    private Items() {}

    /** Null for a no. */
    static @Nullable Item of(String type, String id, Side side, Verdict verdict) {
        return switch (verdict.answer()) {
            case NO -> null;
            case YES -> new Item(type, id, Certainty.YES, side, List.of(), false);
            case IF ->
                    new Item(
                            type,
                            id,
                            Certainty.IF,
                            side,
                            conditions(verdict.conditions()),
                            verdict.more());
        };
    }

    private static List<Condition> conditions(List<OpenCondition> open) {
        Set<Condition> told = new LinkedHashSet<>();
        for (OpenCondition each : open) {
            told.add(condition(each));
        }
        return List.copyOf(told);
    }

    /** The organization's policies are its management account's: of them only the kind is told. */
    private static Condition condition(OpenCondition open) {
        boolean holds = open.effect() == Effect.ALLOW;
        String layer = open.layer().text();
        if (open.layer() == PolicyLayer.SCP || open.layer() == PolicyLayer.RCP) {
            return new Condition(layer, null, null, holds, null, null, List.of());
        }
        io.ostiary.policy.document.Condition condition = open.condition();
        return condition == null
                ? new Condition(
                        layer, open.policy(), open.statement(), holds, null, null, List.of())
                : new Condition(
                        layer,
                        open.policy(),
                        open.statement(),
                        holds,
                        operator(condition),
                        condition.key(),
                        condition.values());
    }

    private static String operator(io.ostiary.policy.document.Condition condition) {
        String set =
                switch (condition.quantifier()) {
                    case NONE -> "";
                    case FOR_ALL_VALUES -> "ForAllValues:";
                    case FOR_ANY_VALUE -> "ForAnyValue:";
                };
        return set + condition.operator().text() + (condition.ifExists() ? "IfExists" : "");
    }

    /** Whether it is a definite word of all whose word counts. */
    static boolean isCertain(Item item) {
        return item.certainty() == Certainty.YES && item.side() == Side.ALL;
    }
}
