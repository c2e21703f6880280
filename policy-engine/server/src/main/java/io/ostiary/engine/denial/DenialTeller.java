package io.ostiary.engine.denial;

import io.ostiary.contract.id.AccountId;
import io.ostiary.contract.id.Names;
import io.ostiary.contract.shape.ExplainedDenial;
import io.ostiary.contract.shape.ExplainedDenial.AccountRevision;
import io.ostiary.contract.shape.ExplainedDenial.JudgedPolicy;
import io.ostiary.contract.shape.ExplainedDenial.JudgedStatement;
import io.ostiary.contract.shape.ExplainedDenial.SuggestedChange;
import io.ostiary.contract.shape.ExplainedDenial.SuggestedChanges;
import io.ostiary.engine.denial.Denial.Judged;
import io.ostiary.policy.catalog.ActionEntry;
import io.ostiary.policy.catalog.ServiceAuthorization;
import io.ostiary.policy.compile.UnmetClause;
import io.ostiary.policy.document.Condition;
import io.ostiary.policy.document.Effect;
import io.ostiary.policy.document.Statement;
import io.ostiary.policy.evaluate.Decision;
import io.ostiary.policy.evaluate.LabelledPolicy;
import io.ostiary.policy.evaluate.PolicyLayer;
import io.ostiary.policy.evaluate.PolicySet;
import io.ostiary.policy.explain.Change;
import io.ostiary.policy.explain.Explainer;
import io.ostiary.policy.explain.Explanation;
import io.ostiary.policy.explain.Finding;
import io.ostiary.policy.explain.StatementJson;
import io.ostiary.policy.explain.Suggestion;
import io.ostiary.policy.explain.Suggestions;
import io.ostiary.policy.request.AuthorizationRequest;
import io.ostiary.policy.value.CutArn;

import org.jspecify.annotations.Nullable;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Puts a denial into words, by the very policies that judged it. Cold: milliseconds at worst. */
public final class DenialTeller {

    /** Of more statements only those are told that concern the action. */
    private static final int MAX_STATEMENTS = 500;

    /** More names than these are no suggestion: nobody would paste them. */
    private static final int MAX_ACTIONS = 100;

    private final Suggestions suggestions;

    /**
     * @param data of all services, for the actions that a pattern stands for
     */
    public DenialTeller(ServiceAuthorization data) {
        this.suggestions = new Suggestions(pattern -> actions(data, pattern));
    }

    private static List<String> actions(ServiceAuthorization data, String pattern) {
        List<ActionEntry> matching = data.matching(pattern);
        var names = new ArrayList<String>();
        if (matching.size() <= MAX_ACTIONS) {
            for (ActionEntry action : matching) {
                names.add(action.text());
            }
        }
        return names;
    }

    DenialRecord told(Denial denial) {
        return switch (denial) {
            case Judged judged -> told(judged);
            case Denial.ByRule(var asked, var caller, var action, var message) ->
                    new DenialRecord(
                            asked.question(),
                            plain(asked, caller.arn(), caller.userId(), action, "*", message),
                            caller,
                            null);
        };
    }

    /** Without statements and context, of which there are too many. */
    DenialRecord briefly(Denial denial) {
        DenialRecord whole = told(denial);
        ExplainedDenial told = whole.told();
        return new DenialRecord(
                whole.question(),
                new ExplainedDenial(
                        told.time(),
                        told.principalArn(),
                        told.principalId(),
                        told.action(),
                        told.resource(),
                        told.decision(),
                        told.layer(),
                        told.message(),
                        told.now(),
                        told.differs(),
                        told.revisions(),
                        List.of(),
                        List.of(),
                        List.of(),
                        told.suggestions()),
                whole.caller(),
                whole.owner());
    }

    private DenialRecord told(Judged judged) {
        AccountId reader = judged.asked().reader();
        AuthorizationRequest request = judged.request();
        OwnSide side = OwnSide.of(reader, request, judged.policies());
        String principalId =
                side == null || !reader.equals(request.principal().account())
                        ? ""
                        : request.principal().uniqueId();
        ExplainedDenial told =
                side == null
                        ? plain(
                                judged.asked(),
                                request.principal().shownArn(),
                                principalId,
                                request.action().text(),
                                resource(request),
                                judged.message())
                        : told(judged, side, principalId);
        return new DenialRecord(
                judged.asked().question(),
                told,
                judged.caller(),
                request.resourceAccount().value());
    }

    private ExplainedDenial told(Judged judged, OwnSide side, String principalId) {
        Explanation explanation = Explainer.explain(side.request(), side.policies());
        List<Finding> findings = ofSide(explanation.findings(), side);
        Decision decision = explanation.decision();
        PolicyLayer layer = decision.layer();
        String outcome = name(decision);
        return new ExplainedDenial(
                judged.asked().at(),
                judged.request().principal().shownArn(),
                principalId,
                judged.request().action().text(),
                resource(judged.request()),
                outcome,
                layer == null ? null : layer.text(),
                judged.message(),
                outcome,
                false,
                revisions(judged.asked()),
                RecordedContext.of(side.request().keys(), side.policies(), judged.stated()),
                policies(findings),
                statements(findings, side.request()),
                suggestions(side.request(), side.policies()));
    }

    /** Where nothing of the policies may be told, or there were none. */
    private static ExplainedDenial plain(
            Denial.Asked asked,
            String arn,
            String id,
            String action,
            String resource,
            @Nullable String message) {
        return new ExplainedDenial(
                asked.at(),
                arn,
                id,
                action,
                resource,
                REFUSED,
                null,
                message,
                REFUSED,
                false,
                revisions(asked),
                List.of(),
                List.of(),
                List.of(),
                List.of());
    }

    /** Of a decision that this side has no word in. */
    public static final String REFUSED = "refused";

    /** As answers call it; an allow of one side is no allow of both. */
    public static String name(Decision decision) {
        return switch (decision.outcome()) {
            case ALLOW -> "allowedByThisSide";
            case EXPLICIT_DENY -> "explicitDeny";
            case IMPLICIT_DENY -> "implicitDeny";
        };
    }

    private static String resource(AuthorizationRequest request) {
        CutArn arn = request.resource().arn();
        return arn == null ? "*" : arn.text();
    }

    private static List<AccountRevision> revisions(Denial.Asked asked) {
        return List.of(new AccountRevision(asked.reader().value(), asked.revision()));
    }

    private static List<Finding> ofSide(List<Finding> findings, OwnSide side) {
        var own = new ArrayList<Finding>();
        for (Finding finding : findings) {
            boolean concerns =
                    findings.size() <= MAX_STATEMENTS
                            || finding.unmet() == null
                            || finding.unmet().element() != UnmetClause.Element.ACTION;
            if (side.layers().contains(finding.layer())
                    && concerns
                    && own.size() < MAX_STATEMENTS) {
                own.add(finding);
            }
        }
        return own;
    }

    private static List<JudgedPolicy> policies(List<Finding> findings) {
        Map<String, JudgedPolicy> policies = new LinkedHashMap<>();
        for (Finding finding : findings) {
            LabelledPolicy policy = finding.policy();
            policies.computeIfAbsent(
                    finding.layer() + "/" + finding.level() + "/" + policy.label(),
                    _ ->
                            new JudgedPolicy(
                                    finding.layer().text(),
                                    finding.level(),
                                    policy.label(),
                                    policy.arn(),
                                    digest(policy)));
        }
        return List.copyOf(policies.values());
    }

    private static String digest(LabelledPolicy policy) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            for (Statement statement : policy.policy().document().statements()) {
                digest.update(StatementJson.text(statement).getBytes(StandardCharsets.UTF_8));
                digest.update((byte) '\n');
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static List<JudgedStatement> statements(
            List<Finding> findings, AuthorizationRequest request) {
        var statements = new ArrayList<JudgedStatement>(findings.size());
        for (Finding finding : findings) {
            UnmetClause unmet = finding.unmet();
            Condition condition = finding.failedCondition();
            statements.add(
                    new JudgedStatement(
                            finding.layer().text(),
                            finding.level(),
                            finding.policy().label(),
                            finding.name(),
                            finding.effect() == Effect.ALLOW ? "Allow" : "Deny",
                            finding.applied(),
                            unmet == null ? null : name(unmet.element()),
                            condition == null ? null : StatementJson.operator(condition),
                            condition == null ? null : condition.key(),
                            condition == null
                                    ? List.of()
                                    : RecordedContext.bounded(condition.values()),
                            condition == null ? List.of() : found(condition, request)));
        }
        return statements;
    }

    private static String name(UnmetClause.Element element) {
        return switch (element) {
            case PRINCIPAL -> "Principal";
            case ACTION -> "Action";
            case RESOURCE -> "Resource";
            case CONDITION -> "Condition";
        };
    }

    private static List<String> found(Condition condition, AuthorizationRequest request) {
        List<String> values = request.keys().values(Names.key(condition.key()));
        return values == null ? List.of() : RecordedContext.bounded(values);
    }

    private List<SuggestedChanges> suggestions(AuthorizationRequest request, PolicySet policies) {
        var found = new ArrayList<SuggestedChanges>();
        for (Suggestion suggestion : suggestions.find(request, policies)) {
            var changes = new ArrayList<SuggestedChange>();
            for (Change change : suggestion.changes()) {
                changes.add(told(change));
            }
            found.add(new SuggestedChanges(suggestion.isExact(), changes));
        }
        return found;
    }

    private static SuggestedChange told(Change change) {
        return switch (change) {
            case Change.AddStatement add -> {
                LabelledPolicy to = add.to();
                yield new SuggestedChange(
                        "AddStatement",
                        add.layer().text(),
                        to == null ? null : to.label(),
                        null,
                        List.of(StatementJson.text(add.statement())),
                        null,
                        List.of());
            }
            case Change.EditStatement edit -> {
                var texts = new ArrayList<String>();
                for (Statement statement : edit.by()) {
                    texts.add(StatementJson.text(statement));
                }
                yield new SuggestedChange(
                        texts.isEmpty() ? "RemoveStatement" : "EditStatement",
                        edit.layer().text(),
                        edit.policy().label(),
                        edit.statement(),
                        texts,
                        null,
                        List.of());
            }
            case Change.SetContext set ->
                    new SuggestedChange(
                            "SetContext", null, null, null, List.of(), set.key(), set.values());
        };
    }
}
