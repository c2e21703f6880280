package io.ostiary.gateway.remote;

import io.ostiary.contract.command.Actor;
import io.ostiary.contract.id.AccountId;
import io.ostiary.contract.port.Caller;
import io.ostiary.contract.port.DecisionCall;
import io.ostiary.contract.port.Decisions;
import io.ostiary.contract.port.Engine.Answer;
import io.ostiary.contract.port.Engine.Authentication;
import io.ostiary.contract.port.Engine.Authorization;
import io.ostiary.contract.port.Engine.Hashing;
import io.ostiary.contract.port.Engine.NewPassword;
import io.ostiary.contract.port.Engine.Question;
import io.ostiary.contract.port.Engine.RequestFacts;
import io.ostiary.contract.port.EngineQuery;
import io.ostiary.contract.port.Projection.Reply;
import io.ostiary.contract.port.SearchAnswer;
import io.ostiary.contract.port.SearchCall;
import io.ostiary.contract.port.SignedRequest;
import io.ostiary.contract.port.StsRequest;
import io.ostiary.contract.query.Query;
import io.ostiary.contract.secret.Secret;
import io.ostiary.log.codec.JsonCodec;
import io.ostiary.log.codec.SecretForm;
import io.ostiary.sealing.AssociatedData;
import io.ostiary.sealing.Purpose;
import io.ostiary.sealing.PurposeKey;
import io.ostiary.sealing.Seal;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** All methods of the ports, the same on both sides. */
final class InternalCalls {

    /** The engine's parameters, and what the projection's query takes, as one value each. */
    record SecurityTokenCall(Caller caller, StsRequest request, RequestFacts facts) {}

    record EngineQueryCall(Caller caller, EngineQuery query) {}

    record BearerCall(Secret bearer) {}

    record UniqueIdsCall(Set<String> principalArns) {}

    record UniqueIds(Map<String, String> byArn) {
        UniqueIds {
            byArn = Map.copyOf(byArn);
        }
    }

    record ClosedAccountsCall(Instant until) {}

    record ClosedAccounts(List<AccountId> accounts) {
        ClosedAccounts {
            accounts = List.copyOf(accounts);
        }
    }

    record QueryCall(AccountId account, Actor actor, Query query) {}

    private static final AssociatedData BINDING = AssociatedData.of("internal-call");

    final InternalCall<SignedRequest, Authentication> authenticate;
    final InternalCall<BearerCall, Authentication> authenticateBearer;
    final InternalCall<Question, Authorization> authorize;
    final InternalCall<DecisionCall, Decisions> decide;
    final InternalCall<SearchCall, SearchAnswer> search;
    final InternalCall<SecurityTokenCall, Answer> securityToken;
    final InternalCall<EngineQueryCall, Answer> engineQuery;
    final InternalCall<NewPassword, Hashing> hashPassword;
    final InternalCall<UniqueIdsCall, UniqueIds> uniqueIds;
    final InternalCall<ClosedAccountsCall, ClosedAccounts> closedAccounts;
    final InternalCall<QueryCall, Reply> query;

    /**
     * @param key for {@link Purpose#INTERNAL_CALL}
     */
    InternalCalls(PurposeKey key) {
        if (key.purpose() != Purpose.INTERNAL_CALL) {
            throw new IllegalArgumentException("a key for internal calls is wanted");
        }
        SecretForm sealed = new Sealed(Seal.with(key));
        authenticate = call("authenticate", SignedRequest.class, Authentication.class, sealed);
        authenticateBearer =
                call("authenticate-bearer", BearerCall.class, Authentication.class, sealed);
        authorize = call("authorize", Question.class, Authorization.class, sealed);
        decide = call("decide", DecisionCall.class, Decisions.class, sealed);
        search = call("search", SearchCall.class, SearchAnswer.class, sealed);
        securityToken = call("security-token", SecurityTokenCall.class, Answer.class, sealed);
        engineQuery = call("engine-query", EngineQueryCall.class, Answer.class, sealed);
        hashPassword = call("hash-password", NewPassword.class, Hashing.class, sealed);
        uniqueIds = call("unique-ids", UniqueIdsCall.class, UniqueIds.class, sealed);
        closedAccounts =
                call("closed-accounts", ClosedAccountsCall.class, ClosedAccounts.class, sealed);
        query = call("query", QueryCall.class, Reply.class, sealed);
    }

    private static <Q, A> InternalCall<Q, A> call(
            String name, Class<Q> question, Class<A> answer, SecretForm secrets) {
        return new InternalCall<>(
                "/internal/" + name,
                JsonCodec.of(question, secrets),
                JsonCodec.of(answer, secrets));
    }

    /** Secrets travel under the key of internal calls. */
    private record Sealed(Seal seal) implements SecretForm {
        @Override
        public String write(Secret secret) {
            return seal.seal(secret, BINDING).sealed();
        }

        @Override
        public Secret read(String text) {
            return seal.open(text, BINDING)
                    .orElseThrow(() -> new IllegalArgumentException("a secret that does not open"));
        }
    }
}
