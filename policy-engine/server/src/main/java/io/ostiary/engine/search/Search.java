package io.ostiary.engine.search;

import io.ostiary.contract.id.AccountId;
import io.ostiary.contract.id.Arn;
import io.ostiary.contract.port.DecisionCall;
import io.ostiary.contract.port.SearchAnswer.Side;
import io.ostiary.engine.authorize.CallerKeys;
import io.ostiary.engine.decide.DecisionPoint;
import io.ostiary.engine.decide.ResourceOwners;
import io.ostiary.engine.decide.ResourceOwners.OwnedResource;
import io.ostiary.engine.decide.StatedContext;
import io.ostiary.engine.decide.Subjects;
import io.ostiary.engine.decide.Unanswerable;
import io.ostiary.engine.fold.AccountSnapshot;
import io.ostiary.engine.fold.EngineSnapshot;
import io.ostiary.engine.principal.LivePrincipal;
import io.ostiary.engine.principal.OrganizationGuardrails;
import io.ostiary.engine.principal.Principals;
import io.ostiary.policy.evaluate.Guardrails;
import io.ostiary.policy.request.ActionName;
import io.ostiary.policy.request.ResourceName;
import io.ostiary.policy.search.OpenQuestion;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.List;

/**
 * One search: by which snapshot, for which account, and what was stated.
 *
 * <p>INVARIANT: of another account nothing is looked up but that a resource is not the own one's.
 */
record Search(
        Sources sources,
        EngineSnapshot snapshot,
        AccountSnapshot account,
        CallerKeys ownAccount,
        StatedContext stated,
        Instant now) {

    /** What all searches share. */
    record Sources(
            Principals principals,
            OrganizationGuardrails guardrails,
            Subjects subjects,
            ResourceOwners owners,
            KnownActions actions) {}

    AccountId id() {
        return account.id();
    }

    long revision() {
        return account.state().revision();
    }

    /** Who is asked about, of the own account only. */
    LivePrincipal principal(String id) throws Unanswerable {
        if (id.equals(Arn.root(id()).toString())) {
            return sources.subjects().alive(snapshot, AccountIndex.root(id()));
        }
        var named = new DecisionCall.Subject.Principal(id);
        if (!Subjects.account(named, id()).equals(id())) {
            throw Unanswerable.nobody();
        }
        return sources.subjects().find(snapshot, id(), named);
    }

    /**
     * @param text an ARN, or {@code *}
     */
    SoughtResource resource(ActionName action, String text) throws Unanswerable {
        Arn arn = DecisionPoint.resource(text);
        return arn == null ? SoughtResource.NONE : resource(action, arn);
    }

    SoughtResource resource(ActionName action, Arn arn) {
        var name = ResourceName.of(arn.toString());
        if (arn.account().equals(Arn.AWS_MANAGED)) {
            return new SoughtResource(name, arn, true, null, List.of());
        }
        OwnedResource owned = sources.owners().find(snapshot, action, arn);
        return owned == null || !owned.owner().equals(id())
                ? new SoughtResource(name, arn, false, null, null)
                : new SoughtResource(name, arn, true, owned.policy(), owned.tags());
    }

    /** Another's resource is asked about as if it were the own one's: that leaves this side. */
    OpenQuestion question(ActionName action, SoughtResource resource) {
        return new OpenQuestion(
                action,
                resource.name(),
                id(),
                new SearchKeys(action, resource, stated, id(), ownAccount),
                resource.policy(),
                guardrails(action, resource));
    }

    private Guardrails guardrails(ActionName action, SoughtResource resource) {
        ResourceName name = resource.name();
        return name == null || !resource.own()
                ? sources.guardrails().serviceControl(snapshot, account)
                : sources.guardrails().ofOthers(snapshot, account, action, name, id());
    }

    static Side side(SoughtResource resource) {
        return resource.own() ? Side.ALL : Side.PRINCIPAL;
    }

    /** Whether a type was asked for, and this is another. */
    static boolean isOther(@Nullable String wanted, String type) {
        return wanted != null && !wanted.equals(type);
    }
}
