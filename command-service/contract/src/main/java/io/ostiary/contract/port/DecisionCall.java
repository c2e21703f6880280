package io.ostiary.contract.port;

import io.ostiary.contract.port.Engine.RequestFacts;
import io.ostiary.contract.secret.Secret;

import java.util.Collections;
import java.util.List;
import java.util.Map;

/**
 * Questions that one service asks about others: may this principal do this? All are judged by one
 * snapshot.
 *
 * @param asker who asks, as the engine verified it
 * @param facts of the asker's own connection
 * @param explained whether reasons name the statements that decided
 */
public record DecisionCall(
        Caller asker, RequestFacts facts, boolean explained, List<Question> questions) {

    /** The most questions of one call. */
    public static final int MAX_QUESTIONS = 1_000;

    public DecisionCall {
        questions = List.copyOf(questions);
    }

    /**
     * One of them. Nothing in it is believed but what the asker may state.
     *
     * @param action {@code service:Action}
     * @param resource an ARN, or {@code *} for an action without a resource
     * @param context condition keys as the asker wrote them, no two of them the same but for case
     */
    public record Question(
            Subject subject, String action, String resource, Map<String, List<String>> context) {
        public Question {
            context = Collections.unmodifiableMap(context);
        }
    }

    /** Whom a question is about. */
    public sealed interface Subject {

        /**
         * @param id the ARN or the unique id of a user or role
         */
        record Principal(String id) implements Subject {}

        /** Whoever holds a session token; not proof that he is there. */
        record Session(String accessKeyId, Secret token) implements Subject {}

        /**
         * Whoever signed a request that the asker received.
         *
         * @param request as it came to the asker; its service is the one that the asker states
         */
        record Signer(SignedRequest request) implements Subject {}
    }
}
