package io.ostiary.policy.search;

import io.ostiary.policy.compile.CompiledStatement;
import io.ostiary.policy.compile.Grant;
import io.ostiary.policy.request.Principal;
import io.ostiary.policy.request.ResourceName;

import org.jspecify.annotations.Nullable;

/** Whether a statement applies to a request of which not everything is known. */
enum Applies {
    NO,
    YES,
    /** It depends on an open key, or on a resource that was not stated. */
    OPEN,
    /** It depends on who asks, where principals are taken together. */
    PERSONAL;

    /**
     * Part by part: one that fails for certain settles it, however little is known of the others.
     *
     * @param resource null where the question is about any
     * @param principal null where the statement names none
     */
    static Applies of(
            CompiledStatement statement,
            @Nullable ResourceName resource,
            @Nullable Principal principal,
            boolean bounded,
            WatchedKeys keys) {
        if (principal != null && statement.grant(principal, bounded) == Grant.NONE) {
            return NO;
        }
        Applies applies = resource(statement, resource, keys);
        for (int i = 0; i < statement.conditionCount() && applies != NO; i++) {
            applies = applies.and(condition(statement, i, keys));
        }
        return applies;
    }

    /** What the resource comes to. */
    static Applies resource(
            CompiledStatement statement, @Nullable ResourceName resource, WatchedKeys keys) {
        if (resource == null) {
            return statement.concernsEveryResource() ? YES : OPEN;
        }
        keys.forget();
        boolean concerns = statement.concerns(resource, keys);
        return seen(concerns, keys);
    }

    /** What a single condition comes to. */
    static Applies condition(CompiledStatement statement, int number, WatchedKeys keys) {
        keys.forget();
        boolean holds = statement.conditionHolds(number, keys);
        return seen(holds, keys);
    }

    private static Applies seen(boolean holds, WatchedKeys keys) {
        if (keys.sawPersonal()) {
            return PERSONAL;
        }
        if (keys.sawOpen()) {
            return OPEN;
        }
        return holds ? YES : NO;
    }

    private Applies and(Applies other) {
        if (this == NO || other == NO) {
            return NO;
        }
        return compareTo(other) >= 0 ? this : other;
    }
}
