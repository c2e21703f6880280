package io.ostiary.engine.decide;

import io.ostiary.contract.error.CommonError;
import io.ostiary.contract.id.AccountId;
import io.ostiary.contract.id.Arn;
import io.ostiary.contract.port.ChunkAnswer;
import io.ostiary.contract.port.ChunkCall;
import io.ostiary.contract.port.DecisionCall;
import io.ostiary.contract.port.DecisionCall.Question;
import io.ostiary.contract.port.DecisionCall.Subject;
import io.ostiary.contract.port.Decisions;
import io.ostiary.contract.port.Decisions.Answer;
import io.ostiary.contract.port.Engine.RequestFacts;
import io.ostiary.engine.authenticate.Authenticator;
import io.ostiary.engine.authorize.CallerKeys;
import io.ostiary.engine.decide.AskingRights.About;
import io.ostiary.engine.decide.ResourceOwners.OwnedResource;
import io.ostiary.engine.decide.StatableKeys.Needs;
import io.ostiary.engine.denial.Denial;
import io.ostiary.engine.denial.DenialSink;
import io.ostiary.engine.denial.EncodedMessages;
import io.ostiary.engine.fold.EngineSnapshot;
import io.ostiary.engine.principal.LivePrincipal;
import io.ostiary.engine.principal.OrganizationGuardrails;
import io.ostiary.engine.principal.Principals;
import io.ostiary.policy.evaluate.Decision;
import io.ostiary.policy.evaluate.Evaluator;
import io.ostiary.policy.evaluate.LabelledPolicy;
import io.ostiary.policy.evaluate.PolicySet;
import io.ostiary.policy.request.ActionName;
import io.ostiary.policy.request.AuthorizationRequest;
import io.ostiary.policy.request.ResourceName;
import io.ostiary.sealing.PurposeKey;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Answers what services ask about others. Each question stands for itself: one that cannot be
 * answered says why, and the others are answered all the same. Whatever is not known denies.
 */
public final class DecisionPoint {

    private static final Logger LOG = LoggerFactory.getLogger(DecisionPoint.class);

    /** Longer names are nothing that a policy could name (IAM User Guide, quotas of policies). */
    private static final int MAX_RESOURCE = 2_048;

    private static final int MAX_ACTION = 192;

    /** Of the connection nothing is known but what was stated. */
    public static final RequestFacts UNSTATED = new RequestFacts("", "", false, null, null, "");

    private static final Answer FAULT =
            new Answer.Unanswered(
                    new CommonError(
                            CommonError.Kind.INTERNAL_FAILURE,
                            "The question could not be judged because of an internal failure."));

    private final Principals principals;
    private final OrganizationGuardrails guardrails;
    private final Subjects subjects;
    private final SignedSubjects signedSubjects;
    private final ResourceOwners owners;
    private final SignedChunks chunks;
    private final DenialSink denials;
    private final EncodedMessages messages;

    public DecisionPoint(
            Principals principals,
            OrganizationGuardrails guardrails,
            Authenticator authenticator,
            ResourceOwners owners,
            DenialSink denials,
            EncodedMessages messages,
            PurposeKey continuations) {
        this.principals = principals;
        this.guardrails = guardrails;
        this.subjects = new Subjects(principals, authenticator);
        this.signedSubjects = new SignedSubjects(authenticator);
        this.owners = owners;
        this.chunks = new SignedChunks(authenticator, principals, new Continuations(continuations));
        this.denials = denials;
        this.messages = messages;
    }

    /**
     * @param snapshot fresh, and without a refusal of the asker's account
     */
    public Decisions decide(EngineSnapshot snapshot, DecisionCall call, Instant now) {
        LivePrincipal asker = principals.find(snapshot, call.asker());
        if (asker == null) {
            return new Decisions.Refused(CommonError.invalidClientToken());
        }
        if (call.questions().size() > DecisionCall.MAX_QUESTIONS) {
            return new Decisions.Refused(CommonError.validation("Too many questions."));
        }
        var callerKeys = new CallerKeys(snapshot, asker, call.facts(), now);
        var rights = rights(snapshot, asker, callerKeys);
        var answers = new ArrayList<Answer>(call.questions().size());
        var batch = new Batch(snapshot, asker, callerKeys, rights, call.explained(), now);
        for (int i = 0; i < call.questions().size(); i++) {
            answers.add(answer(batch, call.questions().get(i), i));
        }
        return new Decisions.Given(answers, asker.account().state().revision());
    }

    /**
     * @param snapshot fresh, and without a refusal of the asker's account
     */
    public ChunkAnswer verify(EngineSnapshot snapshot, ChunkCall call, Instant now) {
        LivePrincipal asker = principals.find(snapshot, call.asker());
        return asker == null
                ? new ChunkAnswer.Refused(CommonError.invalidClientToken())
                : chunks.verify(
                        snapshot,
                        rights(snapshot, asker, new CallerKeys(snapshot, asker, call.facts(), now)),
                        call,
                        now);
    }

    private AskingRights rights(
            EngineSnapshot snapshot, LivePrincipal asker, CallerKeys callerKeys) {
        return new AskingRights(snapshot, asker, callerKeys, owners, guardrails, denials);
    }

    /** What all questions of a call have in common. */
    private record Batch(
            EngineSnapshot snapshot,
            LivePrincipal asker,
            CallerKeys askerKeys,
            AskingRights rights,
            boolean explained,
            Instant now) {}

    private Answer answer(Batch batch, Question question, int index) {
        try {
            return decided(batch, question, index);
        } catch (Unanswerable e) {
            return new Answer.Unanswered(e.error());
        } catch (RuntimeException e) {
            LOG.error("a question of {} failed on a fault of ours", batch.asker().account(), e);
            return FAULT;
        }
    }

    private Answer decided(Batch batch, Question question, int index) throws Unanswerable {
        EngineSnapshot snapshot = batch.snapshot();
        Instant now = batch.now();
        ActionName action = action(question.action());
        Arn arn = resource(question.resource());
        StatedContext stated = StatedContext.of(question.context(), action);
        AccountId reader = batch.asker().account().id();
        var told = new Told(batch.rights(), stated, question, index);
        Found found =
                switch (question.subject()) {
                    case Subject.Principal named -> {
                        AccountId account = Subjects.account(named, reader);
                        told.check(account, null);
                        yield new Found(subjects.find(snapshot, account, named), null, null);
                    }
                    case Subject.Session session -> {
                        told.check(Subjects.key(session).account(), null);
                        yield new Found(subjects.find(snapshot, session, now), null, null);
                    }
                    case Subject.Signer signer -> {
                        var verified = signedSubjects.verify(snapshot, signer, now);
                        told.check(verified.caller().account(), verified.signedFor());
                        yield new Found(
                                subjects.alive(snapshot, verified.caller()),
                                verified.told(),
                                verified);
                    }
                };
        LivePrincipal principal = found.principal();
        if (CallerKeys.dependsOnRefused(snapshot, principal.account())) {
            throw Unanswerable.unreadable();
        }
        OwnedResource owned =
                arn == null
                        ? new OwnedResource(principal.account().id(), null, null)
                        : owner(snapshot, action, arn, principal);
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
                                new CallerKeys(snapshot, principal, UNSTATED, now),
                                action,
                                owned.owner(),
                                owned.tags(),
                                stated.values(),
                                now));
        LabelledPolicy policy = owned.policy();
        PolicySet own =
                policy == null
                        ? principal.policies()
                        : principal.policies().withResource(policy.label(), policy.policy());
        PolicySet policies =
                own.withGuardrails(
                        guardrails.of(
                                snapshot, principal, action, request.resource(), owned.owner()));
        Decision decision = Evaluator.evaluate(request, policies);
        List<String> statedKeys = decision.isAllowed() ? List.of() : stated.names();
        if (!decision.isAllowed()) {
            denials.note(
                    new Denial.Judged(
                            batch.askerKeys().asked(index),
                            principal.caller(),
                            request,
                            policies,
                            decision,
                            statedKeys,
                            null));
        }
        return new Answer.Decided(
                decision.isAllowed(),
                batch.explained()
                        ? Reasons.full(request, decision, policies, reader)
                        : Reasons.brief(request, decision, policies, reader),
                decision.isAllowed() && found.verified() != null
                        ? chunks.begun(found.verified(), question, reader, batch.now())
                        : found.signer(),
                batch.explained() && !decision.isAllowed()
                        ? messages.encode(reader, request, policies, statedKeys)
                        : null);
    }

    /** Whom a question is about, and who signed where that is how he was found. */
    private record Found(
            LivePrincipal principal,
            Decisions.@Nullable VerifiedSigner signer,
            SignedSubjects.@Nullable Verified verified) {}

    /** Everything that one question takes, once it is known whose principal it is about. */
    private record Told(AskingRights rights, StatedContext stated, Question question, int index) {

        void check(AccountId account, AskingRights.@Nullable SignedFor signedFor)
                throws Unanswerable {
            var about = new About(question.action(), question.resource(), signedFor);
            rights.check(AskingRights.AUTHORIZE, account, about, index);
            for (Needs needs : stated.needs()) {
                switch (needs) {
                    case NOTHING -> {}
                    case RESOURCE_TAGS ->
                            rights.check(AskingRights.ASSERT_TAGS, account, about, index);
                    case SOURCE -> rights.check(AskingRights.ASSERT_SOURCE, account, about, index);
                }
            }
        }
    }

    /** AWS's own things, such as managed policies, are seen in every account as its own. */
    private @Nullable OwnedResource owner(
            EngineSnapshot snapshot, ActionName action, Arn arn, LivePrincipal principal) {
        return arn.account().equals(Arn.AWS_MANAGED)
                ? new OwnedResource(principal.account().id(), null, List.of())
                : owners.find(snapshot, action, arn);
    }

    /** An action of one service, without wildcards. */
    public static ActionName action(String text) throws Unanswerable {
        int colon = text.indexOf(':');
        if (text.length() > MAX_ACTION
                || colon < 1
                || colon == text.length() - 1
                || text.indexOf(':', colon + 1) >= 0
                || !isName(text)) {
            throw Unanswerable.invalid("The action must be one service:Action, without wildcards.");
        }
        return ActionName.of(text);
    }

    private static boolean isName(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (!isNameCharacter(text.charAt(i))) {
                return false;
            }
        }
        return true;
    }

    private static boolean isNameCharacter(char c) {
        return (c >= 'a' && c <= 'z')
                || (c >= 'A' && c <= 'Z')
                || (c >= '0' && c <= '9')
                || c == '-'
                || c == '_'
                || c == '.'
                || c == ':';
    }

    /**
     * @return null for {@code *}: no resource at all
     */
    public static @Nullable Arn resource(String text) throws Unanswerable {
        if (text.equals("*")) {
            return null;
        }
        Arn arn = text.length() > MAX_RESOURCE ? null : Arn.parse(text).orElse(null);
        if (arn == null) {
            throw Unanswerable.invalid("The resource must be an ARN, or * for none.");
        }
        return arn;
    }
}
