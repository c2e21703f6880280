package io.ostiary.policy.compile;

import io.ostiary.policy.document.Effect;
import io.ostiary.policy.request.ActionName;
import io.ostiary.policy.request.AuthorizationRequest;
import io.ostiary.policy.value.CutArn;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;

/**
 * The statements of policies that count as one (several of one layer: any deny denies, else any
 * allow allows), filed so that a decision looks only at those that may concern it, however many
 * others there are.
 *
 * <p>Immutable and safe for many threads; asking allocates nothing.
 */
public final class StatementIndex {

    private final Filing filing;
    private final @Nullable RecentQuestions recent;

    /** In what is remembered. */
    private final long name;

    private StatementIndex(Filing filing, @Nullable RecentQuestions recent) {
        this.filing = filing;
        this.recent = recent;
        this.name = recent == null ? 0 : recent.name();
    }

    static StatementIndex of(List<CompiledStatement> statements) {
        return new StatementIndex(Filing.of(statements), null);
    }

    /** Of several policies that count as one. */
    public static StatementIndex joined(List<CompiledPolicy> policies) {
        if (policies.size() == 1) {
            return policies.getFirst().index();
        }
        List<CompiledStatement> statements = new ArrayList<>();
        for (CompiledPolicy policy : policies) {
            statements.addAll(policy.statements());
        }
        return of(statements);
    }

    /** The same, which remembers what it is asked most. */
    public StatementIndex remembering(RecentQuestions questions) {
        return new StatementIndex(filing, questions);
    }

    /** Four-byte places that it takes, beside the statements. */
    public int places() {
        return filing.table().length + filing.candidates().length + filing.anywhere().length;
    }

    /**
     * What the policies say together: DENY whenever a denying statement applies.
     *
     * @param bounded the principal has a permissions boundary
     */
    public PolicyEffect effect(AuthorizationRequest request, boolean bounded) {
        if (recent != null) {
            SettledQuestion settled = recent.find(name, request);
            if (settled != null) {
                return settled.effect(request, bounded);
            }
            if (recent.wins(name, request)) {
                recent.keep(SettledQuestion.of(name, request, filing.concerning(request)), request);
            }
        }
        return ofStatements(request, bounded);
    }

    private PolicyEffect ofStatements(AuthorizationRequest request, boolean bounded) {
        PolicyEffect effect = PolicyEffect.NOTHING;
        for (Candidate candidate : filing.anywhere()) {
            effect = with(candidate, effect, request, bounded);
        }
        if (effect != PolicyEffect.DENY && filing.lengths().length > 0) {
            effect = byResource(effect, request, bounded);
        }
        if (effect != PolicyEffect.DENY && filing.hasActions()) {
            effect = byAction(effect, request, bounded);
        }
        return effect;
    }

    private PolicyEffect byResource(
            PolicyEffect before, AuthorizationRequest request, boolean bounded) {
        CutArn arn = request.resource().arn();
        if (arn == null) {
            return before;
        }
        String text = arn.text();
        int start = arn.start(5);
        int from = start;
        int hash = 0;
        PolicyEffect effect = before;
        for (int length : filing.lengths()) {
            int end = start + length;
            if (end > text.length()) {
                break;
            }
            for (; from < end; from++) {
                hash = 31 * hash + text.charAt(from);
            }
            effect = filedUnder(Filing.beginning(hash, length), effect, request, bounded);
            if (effect == PolicyEffect.DENY) {
                break;
            }
        }
        return effect;
    }

    private PolicyEffect byAction(
            PolicyEffect before, AuthorizationRequest request, boolean bounded) {
        ActionName action = request.action();
        PolicyEffect effect = filedUnder(Filing.name(action.folded()), before, request, bounded);
        if (effect != PolicyEffect.DENY) {
            effect = filedUnder(Filing.family(action.family()), effect, request, bounded);
        }
        if (effect != PolicyEffect.DENY) {
            effect = filedUnder(Filing.service(action.service()), effect, request, bounded);
        }
        return effect;
    }

    private PolicyEffect filedUnder(
            int key, PolicyEffect before, AuthorizationRequest request, boolean bounded) {
        PolicyEffect effect = before;
        int[] table = filing.table();
        int at = Filing.place(key, table.length);
        for (int slot = table[at]; slot != 0; slot = table[at]) {
            if (Filing.mayBe(slot, key)) {
                effect = with(filing.candidate(slot), effect, request, bounded);
                if (effect == PolicyEffect.DENY) {
                    return effect;
                }
            }
            at = (at + 1) & (table.length - 1);
        }
        return effect;
    }

    /** With what one more statement says. Once something allows, only a deny counts. */
    private static PolicyEffect with(
            Candidate candidate,
            PolicyEffect effect,
            AuthorizationRequest request,
            boolean bounded) {
        boolean denies = candidate.statement().effect() == Effect.DENY;
        if (effect == PolicyEffect.ALLOW && !denies) {
            return effect;
        }
        return effect.with(candidate.statement().effect(), candidate.grant(request, bounded));
    }
}
