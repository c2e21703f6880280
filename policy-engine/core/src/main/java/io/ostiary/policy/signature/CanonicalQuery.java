package io.ostiary.policy.signature;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * The query of a canonical request: every parameter in one spelling, sorted by name and value. A
 * plus is a space, since that is how its value is read afterwards: what was verified is what is
 * used (attack A015).
 */
final class CanonicalQuery {

    private static final Comparator<Parameter> ORDER =
            Comparator.comparing(Parameter::name).thenComparing(Parameter::value);

    private record Parameter(String name, String value) {}

    private CanonicalQuery() {}

    /**
     * @param presigned the query carries the signature, which cannot sign itself
     */
    static void add(Ascii out, String query, boolean presigned) {
        if (query.isEmpty()) {
            return;
        }
        List<Parameter> parameters = new ArrayList<>();
        int from = 0;
        while (from <= query.length()) {
            int end = query.indexOf('&', from);
            end = end < 0 ? query.length() : end;
            if (end > from) {
                int equals = query.indexOf('=', from);
                equals = equals < 0 || equals > end ? end : equals;
                var parameter =
                        new Parameter(
                                encoded(query, from, equals),
                                encoded(query, Math.min(equals + 1, end), end));
                if (!presigned || !parameter.name().equals("X-Amz-Signature")) {
                    parameters.add(parameter);
                }
            }
            from = end + 1;
        }
        parameters.sort(ORDER);
        for (int i = 0; i < parameters.size(); i++) {
            if (i > 0) {
                out.add('&');
            }
            out.add(parameters.get(i).name()).add('=').add(parameters.get(i).value());
        }
    }

    private static String encoded(String query, int from, int to) {
        var out = new Ascii(to - from + 16);
        PercentEncoding.addOnce(out, query, from, to, true);
        return out.toString();
    }
}
