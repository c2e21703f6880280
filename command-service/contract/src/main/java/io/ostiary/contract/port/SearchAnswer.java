package io.ostiary.contract.port;

import io.ostiary.contract.error.AwsError;

import org.jspecify.annotations.Nullable;

import java.util.List;

/** What an engine answers to a {@link SearchCall}. */
public sealed interface SearchAnswer {

    /**
     * Those that may, for certain or perhaps; whoever is missing may not.
     *
     * @param next where the next page begins; null after the last. A page may hold fewer answers
     *     than were asked for, and even none, and not be the last
     * @param revision of the asker's account, by which they were judged
     */
    record Found(List<Item> items, @Nullable String next, long revision) implements SearchAnswer {
        public Found {
            items = List.copyOf(items);
        }
    }

    record Refused(AwsError error) implements SearchAnswer {}

    /**
     * One answer.
     *
     * @param type user, role, root …; of an action "action"; of a resource what its ARN calls it
     * @param id the ARN, the action, or how a policy names somebody
     * @param conditions what it depends on where that is open
     * @param more whether there are further conditions, which are not told
     */
    record Item(
            String type,
            String id,
            Certainty certainty,
            Side side,
            List<Condition> conditions,
            boolean more) {
        public Item {
            conditions = List.copyOf(conditions);
        }
    }

    /** Whether the open keys have a word in it. */
    enum Certainty {
        /** Allowed whatever they hold. */
        YES,
        /** It depends on them. */
        IF
    }

    /** Whose word was heard. */
    enum Side {
        /** All whose word counts. */
        ALL,
        /**
         * The account of the principal; the resource is another's, or not known, and what its owner
         * says is not told.
         */
        PRINCIPAL,
        /**
         * The account of the resource; the principal is another's, and what his account says is not
         * told.
         */
        RESOURCE
    }

    /**
     * What an open answer depends on.
     *
     * @param layer the kind of policy, as AWS calls it
     * @param policy null where the asker may not know of it
     * @param statement the Sid, or the index from 0; null where the policy is
     * @param holds whether it must hold, in an allowing statement, or must not
     * @param operator null where it depends on the resource, or the policy is null
     * @param values of the policy
     */
    record Condition(
            String layer,
            @Nullable String policy,
            @Nullable String statement,
            boolean holds,
            @Nullable String operator,
            @Nullable String key,
            List<String> values) {
        public Condition {
            values = List.copyOf(values);
        }
    }
}
