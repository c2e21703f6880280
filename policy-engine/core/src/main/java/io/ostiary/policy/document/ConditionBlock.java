package io.ostiary.policy.document;

import java.util.List;

/** The Condition element: all of its conditions must hold. Empty when the element is absent. */
public record ConditionBlock(List<Condition> conditions) {

    public static final ConditionBlock NONE = new ConditionBlock(List.of());

    public ConditionBlock {
        conditions = List.copyOf(conditions);
    }
}
