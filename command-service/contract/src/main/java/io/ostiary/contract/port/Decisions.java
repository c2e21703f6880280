package io.ostiary.contract.port;

import io.ostiary.contract.error.AwsError;

import org.jspecify.annotations.Nullable;

import java.util.List;

/** What an engine answers to a {@link DecisionCall}. */
public sealed interface Decisions {

    /**
     * @param answers in the order of the questions
     * @param revision of the asker's account, by which they were judged
     */
    record Given(List<Answer> answers, long revision) implements Decisions {
        public Given {
            answers = List.copyOf(answers);
        }
    }

    /** None of the questions could be judged. */
    record Refused(AwsError error) implements Decisions {}

    /** Of one question. */
    sealed interface Answer {

        /**
         * @param reasons those that the asker may know; empty where another account's policies
         *     decided
         * @param signer who signed, where a question was about that; else null
         * @param encodedMessage of a denial that is explained: what STS's
         *     DecodeAuthorizationMessage tells whoever of the asker's account may call it; else
         *     null
         */
        record Decided(
                boolean allowed,
                List<Reason> reasons,
                @Nullable VerifiedSigner signer,
                @Nullable String encodedMessage)
                implements Answer {
            public Decided {
                reasons = List.copyOf(reasons);
            }
        }

        /** The question cannot be answered, or not to this asker. */
        record Unanswered(AwsError error) implements Answer {}
    }

    /**
     * Why.
     *
     * @param layer the kind of policy that decided, as AWS calls it; null where none did
     * @param policy whose statement it was; null where no statement applied, or none is told
     * @param statement the Sid, or the index from 0
     */
    record Reason(
            Kind kind,
            @Nullable String layer,
            @Nullable String policy,
            @Nullable String statement) {

        /** What came of it. */
        public enum Kind {
            ALLOWED,
            /** A denying statement applied. */
            EXPLICIT_DENY,
            /** No statement allowed, where one had to. */
            IMPLICIT_DENY,
            /** Nobody is known to own the resource, so nobody's policies could be asked. */
            UNKNOWN_RESOURCE_OWNER
        }
    }

    /**
     * Who signed a request.
     *
     * @param signedHeaders lower-case names: nothing else of the headers was signed
     * @param signature of the request; the first of a streamed body's are made of it
     * @param payload what the signature says of the body
     * @param continuation to have the chunks of a streamed body verified; null when they have no
     *     signatures, or the answer is no
     */
    record VerifiedSigner(
            String account,
            String arn,
            String userId,
            List<String> signedHeaders,
            String signature,
            PayloadMode payload,
            @Nullable String continuation) {
        public VerifiedSigner {
            signedHeaders = List.copyOf(signedHeaders);
        }
    }
}
