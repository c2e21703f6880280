package io.ostiary.engine.decide;

import io.ostiary.contract.error.CommonError;
import io.ostiary.contract.id.AccountId;
import io.ostiary.contract.id.Arn;
import io.ostiary.contract.port.DecisionCall.Question;
import io.ostiary.contract.port.DecisionCall.Subject;
import io.ostiary.contract.port.Decisions;
import io.ostiary.contract.port.Decisions.Answer;
import io.ostiary.engine.authorize.CallerKeys;
import io.ostiary.engine.decide.AskingRights.About;
import io.ostiary.engine.decide.ResourceOwners.OwnedResource;
import io.ostiary.engine.decide.StatableKeys.Needs;
import io.ostiary.engine.denial.Denial;
import io.ostiary.engine.denial.DenialSink;
import io.ostiary.engine.denial.EncodedMessages;
import io.ostiary.engine.denial.OwnSide;
import io.ostiary.engine.fold.EngineSnapshot;
import io.ostiary.engine.principal.LivePrincipal;
import io.ostiary.engine.principal.OrganizationGuardrails;
import io.ostiary.policy.evaluate.Decision;
import io.ostiary.policy.evaluate.Evaluator;
import io.ostiary.policy.evaluate.LabelledPolicy;
import io.ostiary.policy.evaluate.PolicySet;
import io.ostiary.policy.explain.Explainer;
import io.ostiary.policy.explain.Explanation;
import io.ostiary.policy.request.ActionName;
import io.ostiary.policy.request.AuthorizationRequest;
import io.ostiary.policy.request.ResourceName;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * The questions of one call, one after another. Most are about a few principals, actions and one
 * context: what was found for one of them is used for the next.
 */
final class QuestionBatch {

    private static final Logger LOG = LoggerFactory.getLogger(QuestionBatch.class);

    private static final Answer FAULT =
            new Answer.Unanswered(
                    new CommonError(
                            CommonError.Kind.INTERNAL_FAILURE,
                            "The question could not be judged because of an internal failure."));

    private final Parts parts;
    private final EngineSnapshot snapshot;
    private final AccountId reader;
    private final CallerKeys askerKeys;
    private final AskingRights rights;
    private final boolean explained;
    private final Instant now;

    private final Map<String, ActionName> actions = new HashMap<>();
    private final Map<String, Named> named = new HashMap<>();

    /** What was last said about a service. */
    private final Map<String, Said> said = new HashMap<>();

    private record Said(Map<String, List<String>> context, StatedContext stated) {}

    /** What answers are made of. */
    record Parts(
            Subjects subjects,
            SignedSubjects signedSubjects,
            SignedChunks chunks,
            ResourceOwners owners,
            OrganizationGuardrails guardrails,
            DenialSink denials,
            EncodedMessages messages) {}

    /**
     * @param reader the asker's account
     * @param explained whether statements are to be named
     */
    QuestionBatch(
            Parts parts,
            EngineSnapshot snapshot,
            AccountId reader,
            CallerKeys askerKeys,
            AskingRights rights,
            boolean explained,
            Instant now) {
        this.parts = parts;
        this.snapshot = snapshot;
        this.reader = reader;
        this.askerKeys = askerKeys;
        this.rights = rights;
        this.explained = explained;
        this.now = now;
    }

    /** Whom a question is about, and who signed where that is how he was found. */
    private record Found(
            Holder holder,
            Decisions.@Nullable VerifiedSigner signer,
            SignedSubjects.@Nullable Verified verified) {}

    /**
     * @param unlimited by guard rails in his own account
     */
    private record Holder(LivePrincipal principal, CallerKeys keys, boolean unlimited) {}

    /** A principal by its name, looked up only once its account may be asked about. */
    private static final class Named {
        private final AccountId account;
        private @Nullable Holder holder;

        Named(AccountId account) {
            this.account = account;
        }
    }

    /**
     * @param index its place, from 0
     */
    Answer answer(Question question, int index) {
        try {
            return decided(question, index);
        } catch (Unanswerable e) {
            return new Answer.Unanswered(e.error());
        } catch (RuntimeException e) {
            LOG.error("a question of {} failed on a fault of ours", reader, e);
            return FAULT;
        }
    }

    private Answer decided(Question question, int index) throws Unanswerable {
        ActionName action = action(question.action());
        Arn arn = DecisionPoint.resource(question.resource());
        StatedContext stated = stated(question.context(), action);
        Found found = found(question, stated, index);
        LivePrincipal principal = found.holder().principal();
        if (CallerKeys.dependsOnRefused(snapshot, principal.account())) {
            throw Unanswerable.unreadable();
        }
        OwnedResource owned =
                arn == null
                        ? new OwnedResource(principal.account().id(), null, null)
                        : owner(action, arn, principal);
        if (owned == null) {
            return new Answer.Decided(false, Reasons.NO_OWNER, found.signer(), null);
        }
        if (snapshot.isRefused(owned.owner())) {
            throw Unanswerable.unreadable();
        }
        if (owned.tags() != null && stated.statesResourceTags()) {
            throw Unanswerable.invalid(
                    "The resource is registered: its tags are known and may not be stated.");
        }
        var request =
                new AuthorizationRequest(
                        action,
                        arn == null ? ResourceName.NONE : ResourceName.of(question.resource()),
                        owned.owner(),
                        principal.principal(),
                        new DecisionKeys(
                                principal,
                                found.holder().keys(),
                                action,
                                owned.owner(),
                                owned.tags(),
                                stated.values(),
                                now));
        PolicySet policies = policies(found.holder(), request, owned.policy());
        Decision decision = Evaluator.evaluate(request, policies);
        if (decision.isAllowed()) {
            return new Answer.Decided(
                    true,
                    explained ? Reasons.ofAllow(request, policies, reader) : List.of(),
                    found.verified() == null
                            ? found.signer()
                            : parts.chunks.begun(found.verified(), question, reader, now),
                    null);
        }
        parts.denials.note(
                reader,
                () ->
                        new Denial.Judged(
                                askerKeys.asked(index),
                                principal.caller(),
                                request,
                                policies,
                                decision,
                                stated.names(),
                                null));
        if (!explained) {
            return new Answer.Decided(
                    false,
                    Reasons.brief(request, decision, policies, reader),
                    found.signer(),
                    null);
        }
        OwnSide side = OwnSide.of(reader, request, policies);
        Explanation own = side == null ? null : Explainer.explain(side.request(), side.policies());
        return new Answer.Decided(
                false,
                Reasons.ofDenial(request, own, reader),
                found.signer(),
                side == null || own == null
                        ? null
                        : parts.messages.encode(reader, side, own, stated.names()));
    }

    private PolicySet policies(
            Holder holder, AuthorizationRequest request, @Nullable LabelledPolicy ofResource) {
        PolicySet own = holder.principal().policies();
        PolicySet policies =
                ofResource == null
                        ? own
                        : own.withResource(ofResource.label(), ofResource.policy());
        return holder.unlimited() && request.isWithinAccount()
                ? policies
                : policies.withGuardrails(
                        parts.guardrails.of(
                                snapshot,
                                holder.principal(),
                                request.action(),
                                request.resource(),
                                request.resourceAccount()));
    }

    private ActionName action(String text) throws Unanswerable {
        ActionName known = actions.get(text);
        if (known == null) {
            known = DecisionPoint.action(text);
            actions.put(text, known);
        }
        return known;
    }

    /** The keys that may be stated turn on the action's service. */
    private StatedContext stated(Map<String, List<String>> context, ActionName action)
            throws Unanswerable {
        Said last = said.get(action.service());
        if (last != null && last.context().equals(context)) {
            return last.stated();
        }
        StatedContext stated = StatedContext.of(context, action);
        said.put(action.service(), new Said(context, stated));
        return stated;
    }

    private Found found(Question question, StatedContext stated, int index) throws Unanswerable {
        return switch (question.subject()) {
            case Subject.Principal principal -> {
                Named known = named.get(principal.id());
                if (known == null) {
                    known = new Named(Subjects.account(principal, reader));
                    named.put(principal.id(), known);
                }
                check(question, stated, index, known.account, null);
                if (known.holder == null) {
                    known.holder = holder(parts.subjects.find(snapshot, known.account, principal));
                }
                yield new Found(Objects.requireNonNull(known.holder), null, null);
            }
            case Subject.Session session -> {
                check(question, stated, index, Subjects.key(session).account(), null);
                yield new Found(holder(parts.subjects.find(snapshot, session, now)), null, null);
            }
            case Subject.Signer signer -> {
                var verified = parts.signedSubjects.verify(snapshot, signer, now);
                check(question, stated, index, verified.caller().account(), verified.signedFor());
                yield new Found(
                        holder(parts.subjects.alive(snapshot, verified.caller())),
                        verified.told(),
                        verified);
            }
        };
    }

    private Holder holder(LivePrincipal principal) {
        return new Holder(
                principal,
                new CallerKeys(snapshot, principal, DecisionPoint.UNSTATED, now),
                parts.guardrails.isUnlimited(snapshot, principal.account()));
    }

    /** Everything that one question takes, once it is known whose principal it is about. */
    private void check(
            Question question,
            StatedContext stated,
            int index,
            AccountId account,
            AskingRights.@Nullable SignedFor signedFor)
            throws Unanswerable {
        var about = new About(question.action(), question.resource(), signedFor);
        rights.check(AskingRights.AUTHORIZE, account, about, index);
        for (Needs needs : stated.needs()) {
            switch (needs) {
                case NOTHING -> {}
                case RESOURCE_TAGS -> rights.check(AskingRights.ASSERT_TAGS, account, about, index);
                case SOURCE -> rights.check(AskingRights.ASSERT_SOURCE, account, about, index);
            }
        }
    }

    /** AWS's own things, such as managed policies, are seen in every account as its own. */
    private @Nullable OwnedResource owner(ActionName action, Arn arn, LivePrincipal principal) {
        return arn.account().equals(Arn.AWS_MANAGED)
                ? new OwnedResource(principal.account().id(), null, List.of())
                : parts.owners.find(snapshot, action, arn);
    }
}
