package io.ostiary.policy.signature;

import java.util.List;

/** The two texts that are hashed (IAM User Guide, "Create a signed AWS API request"). */
final class CanonicalRequest {

    static final String ALGORITHM = "AWS4-HMAC-SHA256";

    private static final int CAPACITY = 1_024;

    private CanonicalRequest() {}

    static Ascii of(ReceivedRequest request, ParsedSignature signature, PathStyle pathStyle) {
        var out = new Ascii(CAPACITY);
        out.add(request.method()).add('\n');
        CanonicalPath.add(out, request.path(), pathStyle);
        out.add('\n');
        CanonicalQuery.add(out, request.query(), signature.form() == ParsedSignature.Form.QUERY);
        out.add('\n');
        List<String> names = signature.signedHeaders();
        for (int i = 0; i < names.size(); i++) {
            addHeader(out, request.headers(), names.get(i));
        }
        out.add('\n');
        for (int i = 0; i < names.size(); i++) {
            if (i > 0) {
                out.add(';');
            }
            out.add(names.get(i));
        }
        return out.add('\n').add(request.bodySha256());
    }

    static Ascii stringToSign(ParsedSignature signature, byte[] canonicalRequestSha256) {
        return new Ascii(256)
                .add(ALGORITHM)
                .add('\n')
                .add(signature.timestamp())
                .add('\n')
                .add(signature.scope())
                .add('\n')
                .addHex(canonicalRequestSha256);
    }

    /** All headers of the name in their order, joined by commas. */
    private static void addHeader(Ascii out, List<HeaderField> headers, String name) {
        out.add(name).add(':');
        boolean first = true;
        for (int i = 0; i < headers.size(); i++) {
            HeaderField header = headers.get(i);
            if (header.is(name)) {
                if (!first) {
                    out.add(',');
                }
                addTrimmed(out, header.value());
                first = false;
            }
        }
        out.add('\n');
    }

    /** Outer white space cut, inner runs of it to one space. */
    private static void addTrimmed(Ascii out, String value) {
        int from = 0;
        int to = value.length();
        while (from < to && isSpace(value.charAt(from))) {
            from++;
        }
        while (to > from && isSpace(value.charAt(to - 1))) {
            to--;
        }
        boolean plain = true;
        for (int i = from; i < to && plain; i++) {
            char c = value.charAt(i);
            plain =
                    c != '\t'
                            && c != '\r'
                            && c != '\n'
                            && !(c == ' ' && value.charAt(i + 1) == ' ');
        }
        if (plain) {
            out.add(value, from, to);
            return;
        }
        var single = new StringBuilder(to - from);
        for (int i = from; i < to; i++) {
            boolean space = isSpace(value.charAt(i));
            if (!space || !isSpace(value.charAt(i - 1))) {
                single.append(space ? ' ' : value.charAt(i));
            }
        }
        out.add(single.toString());
    }

    private static boolean isSpace(char c) {
        return c == ' ' || c == '\t' || c == '\r' || c == '\n';
    }
}
