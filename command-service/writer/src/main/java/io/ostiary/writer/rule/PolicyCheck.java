package io.ostiary.writer.rule;

import io.ostiary.contract.error.AwsError;

import java.util.List;
import java.util.Optional;

/** What the rules must know of a policy document's text. */
public interface PolicyCheck {
    /** Where a document is to be used; the grammar differs. */
    enum Use {
        /** Inline and managed policies of users, groups and roles. */
        IDENTITY,
        /** Who may assume a role. */
        TRUST
    }

    /** Why AWS would not take the document; empty when it would. */
    Optional<AwsError> validate(String document, Use use);

    /**
     * The AWS principals that a valid trust policy names, as written: ARNs, account ids, unique ids
     * or a star; those of Principal and NotPrincipal.
     */
    List<String> principals(String trustDocument);
}
