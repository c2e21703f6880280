package io.ostiary.contract.port;

import io.ostiary.contract.command.Actor;
import io.ostiary.contract.error.AwsError;
import io.ostiary.contract.id.AccountId;
import io.ostiary.contract.result.Result;
import io.ostiary.contract.secret.HashedPassword;
import io.ostiary.contract.secret.ProvenPassword;
import io.ostiary.contract.secret.Secret;
import io.ostiary.contract.shape.Tag;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletionStage;

/**
 * What a gateway asks of a policy engine. Every answer is judged by one snapshot whose lease has
 * not ended; an engine whose lease has ended, or that has not caught up, refuses with
 * ServiceUnavailable. In process the stages are complete when they are returned, except for
 * passwords, queries and searches.
 */
public interface Engine {

    CompletionStage<Authentication> authenticate(SignedRequest request);

    /**
     * Whose bearer this is: a service-specific credential for the authorize API. It opens nothing
     * else, so nothing else may ask.
     */
    CompletionStage<Authentication> authenticateBearer(Secret bearer);

    CompletionStage<Authorization> authorize(Question question);

    /**
     * May others do this? Asked by services about their callers; whether the asker may ask is
     * judged here, for each question.
     */
    CompletionStage<Decisions> decide(DecisionCall call);

    /**
     * Who may, what may this one, and with which? Whether the asker may ask is judged here. Done in
     * a bounded pool: Throttling when it is full.
     */
    CompletionStage<SearchAnswer> search(SearchCall call);

    /**
     * The STS operations; each brings its own authorization, which is why they are not asked of
     * {@link #authorize}.
     */
    CompletionStage<Answer> securityToken(Caller caller, StsRequest request, RequestFacts facts);

    /**
     * What the engine's knowledge of policies answers; the caller is allowed to ask, by {@link
     * #authorize}. Done in a bounded pool: Throttling when it is full.
     */
    CompletionStage<Answer> answer(Caller caller, EngineQuery query);

    /**
     * Compares and hashes in a bounded pool; Throttling when it is full, PasswordPolicyViolation
     * for what only who sees the password can tell.
     */
    CompletionStage<Hashing> hashPassword(NewPassword password);

    /**
     * The unique ids of users and roles of other accounts, by ARN; a missing one is left out. Never
     * told to a caller.
     */
    CompletionStage<Map<String, String>> uniqueIds(Set<String> principalArns);

    /**
     * The closed accounts that could be reopened until this time at most, and whose keys are there
     * still. Never told to a caller. Empty while nothing may be said.
     */
    CompletionStage<Set<AccountId>> closedAccounts(Instant until);

    /** What verification came to. */
    sealed interface Authentication {
        /**
         * @param signedHeaders lower-case names; nothing else of the headers may be read
         */
        record Verified(Caller caller, Set<String> signedHeaders) implements Authentication {}

        record Refused(AwsError error) implements Authentication {}
    }

    /**
     * May this caller do this?
     *
     * @param service signing name
     * @param operation as the model names it
     */
    record Question(
            Caller caller,
            String service,
            String operation,
            Parameters parameters,
            RequestFacts facts) {}

    /**
     * What authorization needs of a request: resources and condition keys are made of it.
     *
     * @param values scalar members by the model's name
     * @param tags of the request; values empty where only keys are named
     */
    record Parameters(Map<String, String> values, List<Tag> tags, boolean tagKeysOnly) {
        public Parameters {
            values = Map.copyOf(values);
            tags = List.copyOf(tags);
        }
    }

    /**
     * Facts of the connection, for the global condition keys.
     *
     * @param sourceIp of the TCP peer, or of the last untrusted hop behind a configured proxy
     */
    record RequestFacts(
            String requestId,
            String sourceIp,
            boolean secureTransport,
            @Nullable String userAgent,
            @Nullable String referer,
            String region) {}

    /** The gate's answer. */
    sealed interface Authorization {
        /**
         * @param revision of the caller's account, by which it was judged
         */
        record Allowed(long revision) implements Authorization {}

        record Denied(AwsError error) implements Authorization {}
    }

    /** The answer of an operation that the engine carries out. */
    sealed interface Answer {
        record Given(Result result) implements Answer {}

        record Refused(AwsError error) implements Answer {}
    }

    /**
     * A password that somebody is to have.
     *
     * @param userName who; null for the caller
     * @param old what the caller says is the caller's password so far; null where it need not be
     *     known
     */
    record NewPassword(
            Actor caller, @Nullable String userName, Secret password, @Nullable Secret old) {}

    /** A password's hash, or why there is none. */
    sealed interface Hashing {
        /**
         * @param old null where none was asked about
         */
        record Hashed(HashedPassword password, @Nullable ProvenPassword old) implements Hashing {}

        record Refused(AwsError error) implements Hashing {}
    }
}
