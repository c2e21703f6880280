package io.ostiary.engine.denial;

import io.ostiary.contract.id.AccountId;
import io.ostiary.contract.port.Caller;
import io.ostiary.policy.evaluate.Decision;
import io.ostiary.policy.evaluate.PolicySet;
import io.ostiary.policy.request.AuthorizationRequest;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.List;

/** A denial as it happens: references to what judged it, all of it immutable. */
public sealed interface Denial {

    /** What was asked, and of whom the answer is. */
    Asked asked();

    /**
     * @param requestId that the asker was told
     * @param question its place in a batch, from 0
     * @param reader the account that was answered, and may ask why
     * @param revision of that account, by which it was judged
     */
    record Asked(String requestId, int question, AccountId reader, long revision, Instant at) {}

    /**
     * By policies.
     *
     * @param caller the principal whose question it was
     * @param stated keys that the request brought along, as they are to be told
     * @param message what was told; null for an answer that is no error
     */
    record Judged(
            Asked asked,
            Caller caller,
            AuthorizationRequest request,
            PolicySet policies,
            Decision decision,
            List<String> stated,
            @Nullable String message)
            implements Denial {}

    /** By a rule that no policy can change. */
    record ByRule(Asked asked, Caller caller, String action, String message) implements Denial {}
}
