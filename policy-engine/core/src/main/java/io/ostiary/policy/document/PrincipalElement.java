package io.ostiary.policy.document;

import java.util.List;

/**
 * Principal or NotPrincipal.
 *
 * @param negated true for NotPrincipal
 */
public record PrincipalElement(boolean negated, List<Entry> entries) {

    public PrincipalElement {
        entries = List.copyOf(entries);
    }

    /** The member of the element under which a value stands. */
    public enum Type {
        AWS("AWS"),
        SERVICE("Service"),
        FEDERATED("Federated"),
        CANONICAL_USER("CanonicalUser");

        private final String text;

        Type(String text) {
            this.text = text;
        }

        public String text() {
            return text;
        }
    }

    /**
     * One principal as written. The bare {@code "*"} is kept as AWS {@code *}, which it equals (IAM
     * User Guide, "Principal", "All principals").
     */
    public record Entry(Type type, String value) {

        public boolean isEveryone() {
            return type == Type.AWS && value.equals("*");
        }
    }
}
