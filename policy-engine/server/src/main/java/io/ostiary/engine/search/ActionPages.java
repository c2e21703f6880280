package io.ostiary.engine.search;

import io.ostiary.contract.id.Arn;
import io.ostiary.contract.port.SearchAnswer;
import io.ostiary.contract.port.SearchCall;
import io.ostiary.contract.port.SearchCall.Sought;
import io.ostiary.engine.decide.DecisionPoint;
import io.ostiary.engine.decide.Unanswerable;
import io.ostiary.engine.principal.LivePrincipal;
import io.ostiary.engine.principal.OrganizationGuardrails;
import io.ostiary.policy.request.ActionName;
import io.ostiary.policy.search.OpenEvaluator;
import io.ostiary.policy.search.Subject;

import org.jspecify.annotations.Nullable;

import java.util.List;

/**
 * What may this one do: each action of the data, on a resource that it works on, on none ({@code
 * *}), or on any.
 */
final class ActionPages {

    private ActionPages() {}

    static SearchAnswer page(
            Search search, SearchCall call, Sought.Actions sought, LivePrincipal principal)
            throws Unanswerable {
        var subject = subject(principal);
        PrincipalKeys keys = PrincipalKeys.of(search.snapshot(), principal, search.now());
        String named = sought.resource();
        Arn arn = named == null ? null : DecisionPoint.resource(named);
        var page = new Page(call.size(), call.certain(), call.after());
        List<KnownActions.Known> actions = search.sources().actions().all();
        int statements = statements(subject);
        for (int i = after(actions, call.after()); i < actions.size(); i++) {
            KnownActions.Known action = actions.get(i);
            if (arn != null && !action.worksOn(arn)) {
                continue;
            }
            if (page.isFull()) {
                return page.found(true, search.revision());
            }
            SoughtResource resource = resource(search, action.name(), named, arn);
            page.add(
                    action.name().text(),
                    Items.of(
                            "action",
                            action.name().text(),
                            Search.side(resource),
                            OpenEvaluator.evaluate(
                                    search.question(action.name(), resource), subject, keys)),
                    statements);
        }
        return page.found(false, search.revision());
    }

    private static SoughtResource resource(
            Search search, ActionName action, @Nullable String named, @Nullable Arn arn) {
        if (arn != null) {
            return search.resource(action, arn);
        }
        return named == null ? SoughtResource.ANY : SoughtResource.NONE;
    }

    static Subject subject(LivePrincipal principal) {
        return Subject.of(
                principal.principal(),
                principal.policies(),
                OrganizationGuardrails.isServiceLinked(principal.entity()));
    }

    /** How much one look at a principal's policies takes. */
    static int statements(Subject subject) {
        int statements = 10;
        for (var policy : subject.policies()) {
            statements += policy.policy().statements().size();
        }
        return statements;
    }

    private static int after(List<KnownActions.Known> actions, String text) {
        int low = 0;
        int high = actions.size();
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (actions.get(middle).name().text().compareTo(text) > 0) {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        return low;
    }
}
