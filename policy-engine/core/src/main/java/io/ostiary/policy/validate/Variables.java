package io.ostiary.policy.validate;

/** Policy variables in one text (IAM User Guide, "Variables and tags"). */
final class Variables {

    private Variables() {}

    static boolean in(String text) {
        return text.contains("${");
    }

    static void check(Place place, Scope scope) {
        String text = place.text();
        int at = text.indexOf("${");
        if (at >= 0 && !scope.variables()) {
            scope.findings().add(Check.VARIABLE_UNSUPPORTED_IN_VERSION, place);
            return;
        }
        while (at >= 0) {
            int end = text.indexOf('}', at);
            if (end < 0) {
                scope.findings().add(Check.MISSING_BRACE_IN_VARIABLE, place);
                return;
            }
            check(text.substring(at + 2, end), place, scope);
            at = text.indexOf("${", end);
        }
    }

    private static void check(String inside, Place place, Scope scope) {
        if (inside.isBlank()) {
            scope.findings().add(Check.EMPTY_VARIABLE, place, "${" + inside + "}");
            return;
        }
        int comma = inside.indexOf(',');
        String key = comma < 0 ? inside : inside.substring(0, comma);
        // Tag keys may hold blanks, names of keys may not.
        int slash = key.indexOf('/');
        if ((slash < 0 ? key : key.substring(0, slash)).indexOf(' ') >= 0) {
            scope.findings().add(Check.UNSUPPORTED_SPACE_IN_VARIABLE, place);
        }
        if (comma >= 0) {
            String fallback = inside.substring(comma + 1).strip();
            if (fallback.length() < 2 || !fallback.startsWith("'") || !fallback.endsWith("'")) {
                scope.findings().add(Check.MISSING_QUOTE_IN_VARIABLE, place);
            }
        }
    }
}
