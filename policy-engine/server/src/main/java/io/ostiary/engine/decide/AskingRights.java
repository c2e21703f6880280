package io.ostiary.engine.decide;

import io.ostiary.contract.error.CommonError;
import io.ostiary.contract.id.AccountId;
import io.ostiary.contract.id.Arn;
import io.ostiary.engine.authorize.CallerKeys;
import io.ostiary.engine.decide.ResourceOwners.OwnedResource;
import io.ostiary.engine.denial.Denial;
import io.ostiary.engine.denial.DenialSink;
import io.ostiary.engine.fold.EngineSnapshot;
import io.ostiary.engine.principal.LivePrincipal;
import io.ostiary.engine.principal.OrganizationGuardrails;
import io.ostiary.policy.evaluate.Decision;
import io.ostiary.policy.evaluate.Evaluator;
import io.ostiary.policy.evaluate.LabelledPolicy;
import io.ostiary.policy.evaluate.PolicySet;
import io.ostiary.policy.explain.AccessDeniedMessage;
import io.ostiary.policy.request.ActionName;
import io.ostiary.policy.request.AuthorizationRequest;
import io.ostiary.policy.request.ConditionKeys;
import io.ostiary.policy.request.ResourceName;

import org.jspecify.annotations.Nullable;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Whether one asker may ask, judged on the account of the principal asked about. Another account's
 * principals need both sides: the asker's policies, and that account's policy on the same ARN. A
 * request that one of them has signed is its account's word for that one question.
 */
public final class AskingRights {

    static final ActionName AUTHORIZE = ActionName.of("ostiary:Authorize");
    public static final ActionName ASSERT_TAGS = ActionName.of("ostiary:AssertResourceTags");
    public static final ActionName ASSERT_SOURCE = ActionName.of("ostiary:AssertSource");

    private final EngineSnapshot snapshot;
    private final LivePrincipal asker;
    private final CallerKeys keys;
    private final ResourceOwners owners;
    private final OrganizationGuardrails guardrails;
    private final DenialSink denials;
    private final Map<AccountId, Place> places = new HashMap<>();

    /**
     * An account as it is asked about.
     *
     * @param always the rights that were given without a look at what is asked: nothing else
     *     differs between the questions of a call
     */
    private record Place(
            ResourceName name, @Nullable LabelledPolicy policy, Set<ActionName> always) {}

    /**
     * What is asked, for the grant's conditions.
     *
     * @param action null where every action is meant
     * @param resource null where every resource is meant
     * @param signedFor the service of a signed request and its host; null for other questions
     */
    public record About(
            @Nullable String action, @Nullable String resource, @Nullable SignedFor signedFor) {}

    public record SignedFor(String service, String host) {}

    public AskingRights(
            EngineSnapshot snapshot,
            LivePrincipal asker,
            CallerKeys keys,
            ResourceOwners owners,
            OrganizationGuardrails guardrails,
            DenialSink denials) {
        this.snapshot = snapshot;
        this.asker = asker;
        this.keys = keys;
        this.owners = owners;
        this.guardrails = guardrails;
        this.denials = denials;
    }

    /**
     * @param right what is to be allowed
     * @param account of the principal asked about
     */
    public void check(ActionName right, AccountId account, About about, int question)
            throws Unanswerable {
        boolean own = account.equals(asker.account().id());
        Place place = place(account);
        if (place.always().contains(right)) {
            return;
        }
        var aboutKeys = new AboutKeys(account, about);
        var request =
                new AuthorizationRequest(
                        right, place.name(), account, asker.principal(), aboutKeys);
        LabelledPolicy policy = place.policy();
        PolicySet policies =
                policy == null
                        ? asker.policies()
                        : asker.policies().withResource(policy.label(), policy.policy());
        Decision decision = evaluate(request, policies);
        if (decision.isAllowed()) {
            if (!aboutKeys.aboutWasLookedAt) {
                place.always().add(right);
            }
            return;
        }
        if (isConsent(right, about) && allowsItself(request, decision)) {
            return;
        }
        Unanswerable denial =
                own
                        ? new Unanswerable(
                                CommonError.accessDenied(
                                        AccessDeniedMessage.of(request, decision, true)))
                        : Unanswerable.nobody();
        denials.note(
                asker.account().id(),
                () ->
                        new Denial.Judged(
                                keys.asked(question),
                                asker.caller(),
                                request,
                                railed(request, policies),
                                decision,
                                List.of(
                                        "ostiary:Action",
                                        "ostiary:ResourceArn",
                                        "ostiary:ServiceName",
                                        "ostiary:Host"),
                                denial.error().message()));
        throw denial;
    }

    private static boolean isConsent(ActionName right, About about) {
        return right == AUTHORIZE && about.signedFor() != null;
    }

    /** The asker's own side alone; a deny of the other account stands all the same. */
    private boolean allowsItself(AuthorizationRequest request, Decision decision) {
        if (decision == Decision.EXPLICIT_DENY_RESOURCE) {
            return false;
        }
        var ownSide =
                new AuthorizationRequest(
                        request.action(),
                        request.resource(),
                        asker.account().id(),
                        request.principal(),
                        request.keys());
        return evaluate(ownSide, asker.policies()).isAllowed();
    }

    private Decision evaluate(AuthorizationRequest request, PolicySet policies) {
        return Evaluator.evaluate(request, railed(request, policies));
    }

    private PolicySet railed(AuthorizationRequest request, PolicySet policies) {
        return policies.withGuardrails(
                guardrails.of(
                        snapshot,
                        asker,
                        request.action(),
                        request.resource(),
                        request.resourceAccount()));
    }

    private Place place(AccountId account) throws Unanswerable {
        Place known = places.get(account);
        if (known != null) {
            return known;
        }
        if (snapshot.isRefused(account)) {
            throw Unanswerable.unreadable();
        }
        var arn = new Arn(Arn.PARTITION, "ostiary", "", account.value(), "account");
        OwnedResource owned = owners.find(snapshot, AUTHORIZE, arn);
        Place found =
                new Place(
                        ResourceName.of(arn.toString()),
                        owned == null ? null : owned.policy(),
                        new HashSet<>());
        places.put(account, found);
        return found;
    }

    private static @Nullable List<String> one(@Nullable String value) {
        return value == null ? null : List.of(value);
    }

    /** Of the asker and its connection, and of what it asks about. */
    private final class AboutKeys implements ConditionKeys {
        private final AccountId account;
        private final About about;
        private boolean aboutWasLookedAt;

        AboutKeys(AccountId account, About about) {
            this.account = account;
            this.about = about;
        }

        @Override
        public @Nullable List<String> values(String key) {
            if (!key.startsWith("ostiary:")) {
                return keys.values(key, account);
            }
            aboutWasLookedAt = true;
            SignedFor signed = about.signedFor();
            return switch (key) {
                case "ostiary:action" -> one(about.action());
                case "ostiary:resourcearn" -> one(about.resource());
                case "ostiary:servicename" -> signed == null ? null : List.of(signed.service());
                case "ostiary:host" -> signed == null ? null : List.of(signed.host());
                default -> keys.values(key, account);
            };
        }
    }
}
