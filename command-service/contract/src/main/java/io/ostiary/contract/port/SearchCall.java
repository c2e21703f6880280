package io.ostiary.contract.port;

import io.ostiary.contract.port.Engine.RequestFacts;

import org.jspecify.annotations.Nullable;

import java.util.Collections;
import java.util.List;
import java.util.Map;

/**
 * A decision turned round: who may do this, what may this one do, and with which resources? One
 * page of the answer.
 *
 * @param asker who asks, as the engine verified it; only of its own account
 * @param facts of the asker's own connection
 * @param context condition keys as the asker wrote them; every other key of a request is open
 * @param certain only what is allowed for certain, and by all whose word counts: such that each
 *     would be answered "allow" by {@link Engine#decide}. Then who is not there may do nothing, and
 *     is not refused
 * @param after where the page begins, as the answer before told it; empty for the first
 * @param size how many answers there are to be at most, up to {@link #MAX_SIZE}; 0 only tells
 *     whether there may be any
 */
public record SearchCall(
        Caller asker,
        RequestFacts facts,
        Sought sought,
        Map<String, List<String>> context,
        boolean certain,
        String after,
        int size) {

    /** The most answers of one page. */
    public static final int MAX_SIZE = 1_000;

    public SearchCall {
        context = Collections.unmodifiableMap(context);
    }

    /** What is looked for. */
    public sealed interface Sought {

        /**
         * Who may do this: the account's users, roles and root, and whom else the resource's policy
         * names.
         *
         * @param type of the subjects, such as user; null for all
         * @param action {@code service:Action}
         * @param resource an ARN, or {@code *} for an action without a resource
         */
        record Subjects(@Nullable String type, String action, String resource) implements Sought {}

        /**
         * What may this one do: of the actions that AWS's services have.
         *
         * @param principal the ARN or the unique id of a user or role, or the root's ARN
         * @param resource null for any: what is allowed for some only is then open
         */
        record Actions(String principal, @Nullable String resource) implements Sought {}

        /**
         * With which of the account's entities and registered resources may this one do that?
         *
         * @param type of the resources: the service of their ARNs, or what the ARN calls them, such
         *     as bucket or role; null for all
         */
        record Resources(@Nullable String type, String principal, String action)
                implements Sought {}
    }
}
