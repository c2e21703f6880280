package io.ostiary.engine.explain;

import io.ostiary.contract.error.OperatorError;
import io.ostiary.contract.id.AccountId;
import io.ostiary.contract.port.Engine.Answer;
import io.ostiary.contract.port.EngineQuery.ExplainDenial;
import io.ostiary.contract.result.EngineResult.ExplainDenialResult;
import io.ostiary.contract.shape.ExplainedDenial;
import io.ostiary.contract.shape.ExplainedDenial.JudgedPolicy;
import io.ostiary.contract.shape.ExplainedDenial.JudgedStatement;
import io.ostiary.contract.shape.ExplainedDenial.SuggestedChange;
import io.ostiary.contract.shape.ExplainedDenial.SuggestedChanges;
import io.ostiary.engine.decide.ResourceOwners;
import io.ostiary.engine.denial.DenialRecord;
import io.ostiary.engine.denial.DenialRecorder;
import io.ostiary.engine.fold.AccountSnapshot;
import io.ostiary.engine.fold.EngineSnapshot;
import io.ostiary.engine.principal.OrganizationGuardrails;
import io.ostiary.engine.principal.Principals;
import io.ostiary.policy.evaluate.PolicyLayer;
import io.ostiary.state.entity.Account;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/**
 * ExplainDenial. Whoever asks sees statements of the own account: of the organization's policies
 * the kind only, unless it is the account that manages the organization; and that one sees of a
 * member's denial these and nothing else.
 */
public final class DenialExplanations {

    /** One text for all that it may be: anything else would tell which request ids there were. */
    private static final Answer TOO_OLD =
            new Answer.Refused(
                    new OperatorError.NoSuchDenial(
                            "No denial of this request is kept: it was not denied, or it is too"
                                    + " old. Denials are kept for 24 hours, the last 10,000 of an"
                                    + " account, and those that came too many at once are not."));

    private static final Set<String> GUARDRAILS =
            Set.of(PolicyLayer.SCP.text(), PolicyLayer.RCP.text());

    private final DenialRecorder denials;
    private final PresentState present;

    public DenialExplanations(
            DenialRecorder denials,
            Principals principals,
            OrganizationGuardrails guardrails,
            ResourceOwners owners) {
        this.denials = denials;
        this.present = new PresentState(principals, guardrails, owners);
    }

    /**
     * @param asker the account that asks; it was allowed to
     */
    public Answer answer(
            EngineSnapshot snapshot, AccountSnapshot asker, ExplainDenial query, Instant now) {
        String named = query.accountId();
        AccountId reader = named == null ? asker.id() : new AccountId(named);
        AccountSnapshot account = snapshot.account(reader);
        boolean own = reader.equals(asker.id());
        if (account == null || snapshot.isRefused(reader) || !(own || manages(asker, account))) {
            return TOO_OLD;
        }
        List<DenialRecord> records = denials.find(reader, query.requestId(), now);
        if (records.isEmpty()) {
            return TOO_OLD;
        }
        var told = new ArrayList<ExplainedDenial>(records.size());
        for (DenialRecord record : records) {
            String decision = present.decision(snapshot, reader, record);
            told.add(told(record.told(), decision, own));
        }
        return new Answer.Given(new ExplainDenialResult(told));
    }

    private static boolean manages(AccountSnapshot asker, AccountSnapshot member) {
        Account opened = member.state().account();
        return opened != null && asker.id().equals(opened.managementAccount());
    }

    /**
     * @param own whether the asker is the account that was denied; else it manages that one
     */
    private static ExplainedDenial told(ExplainedDenial whole, String now, boolean own) {
        Predicate<String> visible = layer -> GUARDRAILS.contains(layer) != own;
        var policies = new ArrayList<JudgedPolicy>();
        for (JudgedPolicy policy : whole.policies()) {
            if (visible.test(policy.layer())) {
                policies.add(policy);
            }
        }
        var statements = new ArrayList<JudgedStatement>();
        for (JudgedStatement statement : whole.statements()) {
            if (visible.test(statement.layer())) {
                statements.add(statement);
            }
        }
        var suggestions = new ArrayList<SuggestedChanges>();
        for (SuggestedChanges suggestion : whole.suggestions()) {
            suggestions.add(told(suggestion, visible, own));
        }
        return new ExplainedDenial(
                whole.time(),
                whole.principalArn(),
                whole.principalId(),
                whole.action(),
                whole.resource(),
                whole.decision(),
                whole.layer(),
                whole.message(),
                now,
                !now.equals(whole.decision()),
                whole.revisions(),
                own ? whole.context() : List.of(),
                policies,
                statements,
                suggestions);
    }

    private static SuggestedChanges told(
            SuggestedChanges suggestion, Predicate<String> visible, boolean own) {
        var changes = new ArrayList<SuggestedChange>();
        for (SuggestedChange change : suggestion.changes()) {
            changes.add(isTold(change.layer(), visible, own) ? change : ofOthers(change, own));
        }
        return new SuggestedChanges(suggestion.exact(), changes);
    }

    private static boolean isTold(@Nullable String layer, Predicate<String> visible, boolean own) {
        return layer == null ? own : visible.test(layer);
    }

    private static SuggestedChange ofOthers(SuggestedChange change, boolean own) {
        return new SuggestedChange(
                own ? "AskManagementAccount" : "AskMemberAccount",
                change.layer(),
                null,
                null,
                List.of(),
                null,
                List.of());
    }
}
