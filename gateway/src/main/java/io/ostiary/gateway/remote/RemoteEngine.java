package io.ostiary.gateway.remote;

import io.ostiary.contract.error.CommonError;
import io.ostiary.contract.id.AccountId;
import io.ostiary.contract.port.Caller;
import io.ostiary.contract.port.DecisionCall;
import io.ostiary.contract.port.Decisions;
import io.ostiary.contract.port.Engine;
import io.ostiary.contract.port.EngineQuery;
import io.ostiary.contract.port.SearchAnswer;
import io.ostiary.contract.port.SearchCall;
import io.ostiary.contract.port.SignedRequest;
import io.ostiary.contract.port.StsRequest;
import io.ostiary.contract.secret.Secret;
import io.ostiary.gateway.model.Protocol;
import io.ostiary.gateway.protocol.RefusedRequest;
import io.ostiary.gateway.protocol.WireError;
import io.vertx.core.Future;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;

/** An engine in another process. One that does not answer refuses: 503, nothing was done. */
public final class RemoteEngine implements Engine {

    private static final Logger LOG = LoggerFactory.getLogger(RemoteEngine.class);
    static final CommonError UNREACHABLE =
            CommonError.unavailable("The service is not available. Nothing was changed.");

    private final InternalClient client;

    public RemoteEngine(InternalClient client) {
        this.client = client;
    }

    @Override
    public CompletionStage<Authentication> authenticate(SignedRequest request) {
        return call(
                client.calls().authenticate, request, _ -> new Authentication.Refused(UNREACHABLE));
    }

    @Override
    public CompletionStage<Authentication> authenticateBearer(Secret bearer) {
        return call(
                client.calls().authenticateBearer,
                new InternalCalls.BearerCall(bearer),
                _ -> new Authentication.Refused(UNREACHABLE));
    }

    @Override
    public CompletionStage<Decisions> decide(DecisionCall call) {
        return call(client.calls().decide, call, _ -> new Decisions.Refused(UNREACHABLE));
    }

    @Override
    public CompletionStage<SearchAnswer> search(SearchCall call) {
        return call(client.calls().search, call, _ -> new SearchAnswer.Refused(UNREACHABLE));
    }

    @Override
    public CompletionStage<Authorization> authorize(Question question) {
        return call(client.calls().authorize, question, _ -> new Authorization.Denied(UNREACHABLE));
    }

    @Override
    public CompletionStage<Answer> securityToken(
            Caller caller, StsRequest request, RequestFacts facts) {
        return call(
                client.calls().securityToken,
                new InternalCalls.SecurityTokenCall(caller, request, facts),
                _ -> new Answer.Refused(UNREACHABLE));
    }

    @Override
    public CompletionStage<Answer> answer(Caller caller, EngineQuery query) {
        return call(
                client.calls().engineQuery,
                new InternalCalls.EngineQueryCall(caller, query),
                _ -> new Answer.Refused(UNREACHABLE));
    }

    @Override
    public CompletionStage<Hashing> hashPassword(NewPassword password) {
        return call(client.calls().hashPassword, password, _ -> new Hashing.Refused(UNREACHABLE));
    }

    /** Fails with a RefusedRequest: an empty answer would bind the policy to nobody. */
    @Override
    public CompletionStage<Map<String, String>> uniqueIds(Set<String> principalArns) {
        return client.call(client.calls().uniqueIds, new InternalCalls.UniqueIdsCall(principalArns))
                .map(InternalCalls.UniqueIds::byArn)
                .recover(
                        failure -> {
                            LOG.warn("the engine does not answer: {}", failure.toString());
                            return Future.failedFuture(
                                    new RefusedRequest(
                                            WireError.common(
                                                    UNREACHABLE.kind(),
                                                    UNREACHABLE.message(),
                                                    Protocol.QUERY)));
                        })
                .toCompletionStage();
    }

    /** Who does not answer knows of none: the next sweep asks again. */
    @Override
    public CompletionStage<Set<AccountId>> closedAccounts(Instant until) {
        return call(
                        client.calls().closedAccounts,
                        new InternalCalls.ClosedAccountsCall(until),
                        _ -> new InternalCalls.ClosedAccounts(List.of()))
                .thenApply(answer -> Set.copyOf(answer.accounts()));
    }

    private <Q, A> CompletionStage<A> call(
            InternalCall<Q, A> call, Q question, Function<Throwable, A> refusal) {
        return client.call(call, question)
                .otherwise(
                        failure -> {
                            LOG.warn("the engine does not answer: {}", failure.toString());
                            return refusal.apply(failure);
                        })
                .toCompletionStage();
    }
}
