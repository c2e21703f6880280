package io.ostiary.engine.simulate;

import io.ostiary.contract.error.CommonError;
import io.ostiary.contract.id.AccountId;
import io.ostiary.contract.port.Engine.Answer;
import io.ostiary.contract.port.EngineQuery;
import io.ostiary.engine.explain.DenialExplanations;
import io.ostiary.engine.fold.AccountSnapshot;
import io.ostiary.engine.fold.EngineSnapshot;
import io.ostiary.engine.principal.AwsManagedPolicies;
import io.ostiary.engine.principal.OrganizationGuardrails;
import io.ostiary.engine.work.BoundedWorkers;
import io.ostiary.policy.catalog.ServiceAuthorization;

import java.time.Instant;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

/**
 * What is asked of the engine's knowledge of policies, on threads of its own: one question may take
 * tens of milliseconds, and whoever asks them in a loop is throttled (attack A127).
 */
public final class EngineQueries implements AutoCloseable {

    private static final int THREADS = 2;
    private static final int QUEUE = 64;
    private static final int MOST_OF_AN_ACCOUNT = 16;

    private final Simulations simulations;
    private final Validations validations;
    private final DenialExplanations denials;
    private final BoundedWorkers workers =
            new BoundedWorkers("ostiary-query-", THREADS, QUEUE, MOST_OF_AN_ACCOUNT);

    public EngineQueries(
            AwsManagedPolicies aws,
            OrganizationGuardrails guardrails,
            ServiceAuthorization data,
            DenialExplanations denials) {
        this.denials = denials;
        this.simulations = new Simulations(aws, guardrails, data);
        this.validations = new Validations(data);
    }

    /** Runs the work on one of the threads; Throttling at once when there is no place. */
    public CompletionStage<Answer> submit(AccountId account, Supplier<Answer> work) {
        return workers.submit(
                account,
                work,
                new Answer.Refused(new CommonError(CommonError.Kind.THROTTLING, "Rate exceeded")));
    }

    /**
     * @param snapshot fresh, and with none of the accounts refused
     * @param account the caller's
     */
    public Answer answer(
            EngineSnapshot snapshot, AccountSnapshot account, EngineQuery query, Instant now) {
        return switch (query) {
            case EngineQuery.Simulation simulation ->
                    simulations.answer(snapshot, account, simulation, now);
            case EngineQuery.ValidatePolicy validation -> validations.answer(validation);
            case EngineQuery.ExplainDenial explain ->
                    denials.answer(snapshot, account, explain, now);
        };
    }

    @Override
    public void close() {
        workers.close();
    }
}
