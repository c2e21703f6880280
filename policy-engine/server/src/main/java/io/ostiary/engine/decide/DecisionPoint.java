package io.ostiary.engine.decide;

import io.ostiary.contract.error.CommonError;
import io.ostiary.contract.id.Arn;
import io.ostiary.contract.port.ChunkAnswer;
import io.ostiary.contract.port.ChunkCall;
import io.ostiary.contract.port.DecisionCall;
import io.ostiary.contract.port.Decisions;
import io.ostiary.contract.port.Decisions.Answer;
import io.ostiary.contract.port.Engine.RequestFacts;
import io.ostiary.engine.authenticate.Authenticator;
import io.ostiary.engine.authorize.CallerKeys;
import io.ostiary.engine.denial.DenialSink;
import io.ostiary.engine.denial.EncodedMessages;
import io.ostiary.engine.fold.EngineSnapshot;
import io.ostiary.engine.principal.LivePrincipal;
import io.ostiary.engine.principal.OrganizationGuardrails;
import io.ostiary.engine.principal.Principals;
import io.ostiary.policy.request.ActionName;
import io.ostiary.sealing.PurposeKey;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.ArrayList;

/**
 * Answers what services ask about others. Each question stands for itself: one that cannot be
 * answered says why, and the others are answered all the same. Whatever is not known denies.
 */
public final class DecisionPoint {

    /** Longer names are nothing that a policy could name (IAM User Guide, quotas of policies). */
    private static final int MAX_RESOURCE = 2_048;

    private static final int MAX_ACTION = 192;

    /** Of the connection nothing is known but what was stated. */
    public static final RequestFacts UNSTATED = new RequestFacts("", "", false, null, null, "");

    private final Principals principals;
    private final QuestionBatch.Parts parts;

    public DecisionPoint(
            Principals principals,
            OrganizationGuardrails guardrails,
            Authenticator authenticator,
            ResourceOwners owners,
            DenialSink denials,
            EncodedMessages messages,
            PurposeKey continuations) {
        this.principals = principals;
        this.parts =
                new QuestionBatch.Parts(
                        new Subjects(principals, authenticator),
                        new SignedSubjects(authenticator),
                        new SignedChunks(
                                authenticator, principals, new Continuations(continuations)),
                        owners,
                        guardrails,
                        denials,
                        messages);
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
        var batch =
                new QuestionBatch(
                        parts,
                        snapshot,
                        asker.account().id(),
                        callerKeys,
                        rights,
                        call.explained(),
                        now);
        for (int i = 0; i < call.questions().size(); i++) {
            answers.add(batch.answer(call.questions().get(i), i));
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
                : parts.chunks()
                        .verify(
                                snapshot,
                                rights(
                                        snapshot,
                                        asker,
                                        new CallerKeys(snapshot, asker, call.facts(), now)),
                                call,
                                now);
    }

    private AskingRights rights(
            EngineSnapshot snapshot, LivePrincipal asker, CallerKeys callerKeys) {
        return new AskingRights(
                snapshot, asker, callerKeys, parts.owners(), parts.guardrails(), parts.denials());
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
