package io.ostiary.policy.document;

/**
 * The set prefix of a condition operator (IAM User Guide, "Single-valued vs. multivalued keys").
 */
public enum Quantifier {
    /** No prefix: meant for keys with one value. */
    NONE(""),
    FOR_ALL_VALUES("ForAllValues:"),
    FOR_ANY_VALUE("ForAnyValue:");

    private final String prefix;

    Quantifier(String prefix) {
        this.prefix = prefix;
    }

    public String prefix() {
        return prefix;
    }
}
