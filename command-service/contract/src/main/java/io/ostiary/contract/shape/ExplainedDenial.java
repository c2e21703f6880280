package io.ostiary.contract.shape;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.List;

/**
 * A denial, why it came to it, and what would have turned it, as far as one account may know: its
 * own statements, of the organization's policies the kind only, of other accounts nothing.
 *
 * @param time when it was denied
 * @param resource as it was judged: an ARN, or {@code *}
 * @param decision explicitDeny or implicitDeny; allowedByThisSide where this account allows it and
 *     another one has to as well; refused where no policy was asked
 * @param layer the kind of policy that refused, as AWS calls it; null where none of this side did
 * @param message what the caller was told; null where it was an answer, not an error
 * @param now what the present state decides: as decision, or allow, or gone when the principal is
 *     no longer there
 * @param differs whether that is another answer than it was
 * @param revisions the accounts by whose state it was judged
 * @param context condition keys and their values: the global ones and those that a policy looks at
 * @param policies every one that had a word
 * @param statements what came of each statement of these
 * @param suggestions each of them would turn the answer; none where nothing exact can
 */
public record ExplainedDenial(
        Instant time,
        String principalArn,
        String principalId,
        String action,
        String resource,
        String decision,
        @Nullable String layer,
        @Nullable String message,
        String now,
        boolean differs,
        List<AccountRevision> revisions,
        List<ContextValue> context,
        List<JudgedPolicy> policies,
        List<JudgedStatement> statements,
        List<SuggestedChanges> suggestions) {

    public ExplainedDenial {
        revisions = List.copyOf(revisions);
        context = List.copyOf(context);
        policies = List.copyOf(policies);
        statements = List.copyOf(statements);
        suggestions = List.copyOf(suggestions);
    }

    /** Where an account's history stood. */
    public record AccountRevision(String accountId, long revision) {}

    /** A condition key of the request. */
    public record ContextValue(String key, List<String> values) {
        public ContextValue {
            values = List.copyOf(values);
        }
    }

    /**
     * A policy as it was.
     *
     * @param level of a guard rail, from the organization's root down, from 0; else 0
     * @param arn of a managed policy, else null
     * @param digest SHA-256 of its statements, in hex: the same as long as the policy is
     */
    public record JudgedPolicy(
            String layer, int level, String name, @Nullable String arn, String digest) {}

    /**
     * A statement.
     *
     * @param statement its Sid, or its index from 0
     * @param effect Allow or Deny
     * @param failedClause the first that the request did not meet: Principal, Action, Resource or
     *     Condition; null when it applied
     * @param operator of the condition that failed, else null
     * @param key of the same
     * @param wanted what the policy names there
     * @param found what the request had; empty when it had no such key
     */
    public record JudgedStatement(
            String layer,
            int level,
            String policy,
            String statement,
            String effect,
            boolean applied,
            @Nullable String failedClause,
            @Nullable String operator,
            @Nullable String key,
            List<String> wanted,
            List<String> found) {
        public JudgedStatement {
            wanted = List.copyOf(wanted);
            found = List.copyOf(found);
        }
    }

    /**
     * What would turn the answer: all of it together.
     *
     * @param exact whether nothing else would be answered otherwise
     */
    public record SuggestedChanges(boolean exact, List<SuggestedChange> changes) {
        public SuggestedChanges {
            changes = List.copyOf(changes);
        }
    }

    /**
     * One part.
     *
     * @param kind AddStatement, EditStatement, RemoveStatement, SetContext, or AskManagementAccount
     *     for what is not this account's to see
     * @param policy into which it goes; null for one of its own
     * @param statement the one to edit or remove
     * @param statements the text of what is added, or stands in the place of the one edited
     * @param key lower case, to be asked with
     * @param values to be asked with; none for a key that has to be absent
     */
    public record SuggestedChange(
            String kind,
            @Nullable String layer,
            @Nullable String policy,
            @Nullable String statement,
            List<String> statements,
            @Nullable String key,
            List<String> values) {
        public SuggestedChange {
            statements = List.copyOf(statements);
            values = List.copyOf(values);
        }
    }
}
