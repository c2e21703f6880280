package io.ostiary.engine.search;

import io.ostiary.contract.error.CommonError;
import io.ostiary.contract.id.AccountId;
import io.ostiary.contract.port.SearchAnswer;
import io.ostiary.contract.port.SearchCall;
import io.ostiary.contract.port.SearchCall.Sought;
import io.ostiary.engine.authorize.CallerKeys;
import io.ostiary.engine.decide.AskingRights;
import io.ostiary.engine.decide.AskingRights.About;
import io.ostiary.engine.decide.DecisionPoint;
import io.ostiary.engine.decide.ResourceOwners;
import io.ostiary.engine.decide.StatableKeys.Needs;
import io.ostiary.engine.decide.StatedContext;
import io.ostiary.engine.decide.Subjects;
import io.ostiary.engine.decide.Unanswerable;
import io.ostiary.engine.denial.DenialSink;
import io.ostiary.engine.fold.EngineSnapshot;
import io.ostiary.engine.principal.LivePrincipal;
import io.ostiary.engine.principal.OrganizationGuardrails;
import io.ostiary.engine.principal.Principals;
import io.ostiary.engine.work.BoundedWorkers;
import io.ostiary.policy.catalog.ServiceAuthorization;
import io.ostiary.policy.request.ActionName;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

/**
 * Answers searches, on threads of their own: the first of an account reads all of its principals,
 * and none may hold up what is decided beside it. Who asks needs {@code ostiary:WhoCan} on its own
 * account, and is told of that account alone.
 */
public final class SearchPoint implements AutoCloseable {

    private static final ActionName WHO_CAN = ActionName.of("ostiary:WhoCan");
    private static final int THREADS = 2;
    private static final int QUEUE = 64;
    private static final int MOST_OF_AN_ACCOUNT = 8;

    /** The longest position: an ARN and a letter, or what a policy may call somebody. */
    private static final int MAX_POSITION = 4_096;

    private final Search.Sources sources;
    private final DenialSink denials;
    private final BoundedWorkers workers =
            new BoundedWorkers("ostiary-search-", THREADS, QUEUE, MOST_OF_AN_ACCOUNT);

    public SearchPoint(
            Principals principals,
            OrganizationGuardrails guardrails,
            Subjects subjects,
            ResourceOwners owners,
            ServiceAuthorization data,
            DenialSink denials) {
        this.denials = denials;
        this.sources =
                new Search.Sources(
                        principals, guardrails, subjects, owners, new KnownActions(data));
    }

    /** Runs the work on one of the threads; Throttling at once when there is no place. */
    public CompletionStage<SearchAnswer> submit(AccountId account, Supplier<SearchAnswer> work) {
        return workers.submit(
                account,
                work,
                new SearchAnswer.Refused(
                        new CommonError(CommonError.Kind.THROTTLING, "Rate exceeded")));
    }

    /**
     * @param snapshot fresh, and without a refusal of the asker's account
     */
    public SearchAnswer search(EngineSnapshot snapshot, SearchCall call, Instant now) {
        LivePrincipal asker = sources.principals().find(snapshot, call.asker());
        if (asker == null) {
            return new SearchAnswer.Refused(CommonError.invalidClientToken());
        }
        try {
            if (call.size() < 0
                    || call.size() > SearchCall.MAX_SIZE
                    || call.after().length() > MAX_POSITION) {
                throw Unanswerable.invalid(
                        "A page holds 0 to " + SearchCall.MAX_SIZE + " answers.");
            }
            return found(search(snapshot, asker, call, now), call);
        } catch (Unanswerable e) {
            return new SearchAnswer.Refused(e.error());
        }
    }

    private Search search(
            EngineSnapshot snapshot, LivePrincipal asker, SearchCall call, Instant now)
            throws Unanswerable {
        var stated =
                switch (call.sought()) {
                    case Sought.Subjects sought -> stated(call, sought.action());
                    case Sought.Resources sought -> stated(call, sought.action());
                    case Sought.Actions _ -> StatedContext.ofEveryAction(call.context());
                };
        About about =
                switch (call.sought()) {
                    case Sought.Subjects sought ->
                            new About(sought.action(), sought.resource(), null);
                    case Sought.Resources sought -> new About(sought.action(), null, null);
                    case Sought.Actions sought -> new About(null, sought.resource(), null);
                };
        var keys = new CallerKeys(snapshot, asker, call.facts(), now);
        var rights =
                new AskingRights(
                        snapshot, asker, keys, sources.owners(), sources.guardrails(), denials);
        AccountId own = asker.account().id();
        rights.check(WHO_CAN, own, about, 0);
        for (Needs needs : stated.needs()) {
            switch (needs) {
                case NOTHING -> {}
                case RESOURCE_TAGS -> rights.check(AskingRights.ASSERT_TAGS, own, about, 0);
                case SOURCE -> rights.check(AskingRights.ASSERT_SOURCE, own, about, 0);
            }
        }
        return new Search(sources, snapshot, asker.account(), keys, stated, now);
    }

    private static StatedContext stated(SearchCall call, String action) throws Unanswerable {
        return StatedContext.of(call.context(), DecisionPoint.action(action));
    }

    private static SearchAnswer found(Search search, SearchCall call) throws Unanswerable {
        return switch (call.sought()) {
            case Sought.Subjects sought -> SubjectPages.page(search, call, sought);
            case Sought.Actions sought -> {
                LivePrincipal principal = principal(search, call, sought.principal());
                yield principal == null
                        ? nothing(search)
                        : ActionPages.page(search, call, sought, principal);
            }
            case Sought.Resources sought -> {
                LivePrincipal principal = principal(search, call, sought.principal());
                yield principal == null
                        ? nothing(search)
                        : ResourcePages.page(search, call, sought, principal);
            }
        };
    }

    /** Null where what nobody may do is an answer, too, and there is nobody of this name. */
    private static @Nullable LivePrincipal principal(Search search, SearchCall call, String id)
            throws Unanswerable {
        try {
            return search.principal(id);
        } catch (Unanswerable e) {
            if (call.certain()) {
                return null;
            }
            throw e;
        }
    }

    private static SearchAnswer nothing(Search search) {
        return new SearchAnswer.Found(List.of(), null, search.revision());
    }

    @Override
    public void close() {
        workers.close();
    }
}
