package io.ostiary.policy.catalog;

/**
 * Of which type the values of a condition key are (Service Authorization Reference, "Condition keys
 * table").
 *
 * @param base the type of one value
 * @param multivalued whether a request can hold several
 */
public record KeyType(Base base, boolean multivalued) {

    /** The type of one value. */
    public enum Base {
        STRING("String"),
        ARN("ARN"),
        BOOL("Bool"),
        NUMERIC("Numeric"),
        DATE("Date"),
        IP_ADDRESS("IPAddress");

        private final String text;

        Base(String text) {
            this.text = text;
        }

        public String text() {
            return text;
        }
    }

    private static final String ARRAY = "ArrayOf";

    static KeyType read(String cell) {
        boolean multivalued = cell.startsWith(ARRAY);
        String one = multivalued ? cell.substring(ARRAY.length()) : cell;
        for (Base base : Base.values()) {
            if (base.text.equals(one)) {
                return new KeyType(base, multivalued);
            }
        }
        throw new IllegalArgumentException("no type of condition keys: " + cell);
    }
}
