package io.ostiary.policy.signature;

import io.ostiary.policy.signature.ParsedSignature.Form;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * Finds and reads the credential of a request, header or presigned query, and refuses what is not
 * covered by the signature: a request has one credential, one date and one token, {@code host} is
 * signed, and so is every {@code x-amz-*} header but {@code x-amz-content-sha256} (which is
 * compared with the body). Needs no key, so it stands before any look-up.
 */
public final class SignatureParser {

    private static final int MAX_SIGNED_HEADERS = 100;

    /** Headers whose value is used; twice would mean that one is verified and the other used. */
    private static final List<String> ONCE =
            List.of("host", "x-amz-date", "date", "x-amz-security-token", "x-amz-content-sha256");

    private static final boolean[] NAME_CHARACTERS = nameCharacters();

    private SignatureParser() {}

    public static ParseOutcome parse(ReceivedRequest request) {
        QueryParameters query = QueryParameters.of(request.query());
        String authorization = null;
        for (HeaderField header : request.headers()) {
            if (header.is("authorization")) {
                if (authorization != null) {
                    return SignatureError.incomplete("Authorization header occurs twice.");
                }
                authorization = header.value().strip();
            }
        }
        if (authorization == null && !query.isPresigned()) {
            return query.isVersionTwo() ? SignatureError.MISMATCH : SignatureError.MISSING;
        }
        if (authorization != null && query.isPresigned()) {
            return SignatureError.incomplete(
                    "Only one auth mechanism allowed: either the X-Amz-Algorithm query parameter or"
                            + " the Authorization header.");
        }
        String twice = twice(request.headers());
        if (twice != null) {
            return SignatureError.incomplete("Header occurs twice: " + twice);
        }
        return authorization != null
                ? ofHeader(request, query, authorization)
                : ofQuery(request, query);
    }

    private static ParseOutcome ofHeader(
            ReceivedRequest request, QueryParameters query, String authorization) {
        AuthorizationHeader header;
        switch (AuthorizationHeader.read(authorization)) {
            case AuthorizationHeader.Reading.Fault(SignatureError error) -> {
                return error;
            }
            case AuthorizationHeader.Reading.Fields(AuthorizationHeader fields) -> header = fields;
        }
        String date = value(request, "x-amz-date");
        String dateHeader = "x-amz-date";
        if (date == null) {
            date = value(request, "date");
            dateHeader = "date";
        }
        String credential = header.credential();
        String signedHeaders = header.signedHeaders();
        String signature = header.signature();
        if (credential == null || signedHeaders == null || signature == null || date == null) {
            return SignatureError.incomplete(
                    (credential == null
                                    ? "Authorization header requires 'Credential' parameter. "
                                    : "")
                            + (signature == null
                                    ? "Authorization header requires 'Signature' parameter. "
                                    : "")
                            + (signedHeaders == null
                                    ? "Authorization header requires 'SignedHeaders' parameter. "
                                    : "")
                            + (date == null
                                    ? "Authorization header requires existence of either a"
                                            + " 'X-Amz-Date' or a 'Date' header. "
                                    : ""));
        }
        String token = value(request, "x-amz-security-token");
        if (query.has("X-Amz-Security-Token")
                && !Objects.equals(token, query.get("X-Amz-Security-Token"))) {
            return SignatureError.INVALID_TOKEN;
        }
        ParseOutcome outcome =
                assembled(
                        Form.HEADER,
                        request,
                        credential,
                        signedHeaders,
                        signature,
                        date,
                        token,
                        null);
        // An unsigned date could be moved at will, and with it the end of the signature's life.
        return outcome instanceof ParsedSignature parsed
                        && !parsed.signedHeaders().contains(dateHeader)
                ? SignatureError.mismatch(
                        "'" + dateHeader + "' must be a 'SignedHeader' in the AWS Authorization.")
                : outcome;
    }

    private static ParseOutcome ofQuery(ReceivedRequest request, QueryParameters query) {
        String algorithm = query.get("X-Amz-Algorithm");
        String credential = query.get("X-Amz-Credential");
        String signature = query.get("X-Amz-Signature");
        String signedHeaders = query.get("X-Amz-SignedHeaders");
        String date = query.get("X-Amz-Date");
        if (algorithm == null
                || credential == null
                || signature == null
                || signedHeaders == null
                || date == null) {
            return SignatureError.incomplete(
                    missing("X-Amz-Algorithm", algorithm)
                            + missing("X-Amz-Credential", credential)
                            + missing("X-Amz-Signature", signature)
                            + missing("X-Amz-SignedHeaders", signedHeaders)
                            + missing("X-Amz-Date", date)
                            + "Re-examine the query-string parameters.");
        }
        if (!algorithm.equals(CanonicalRequest.ALGORITHM)) {
            return SignatureError.incomplete(
                    "Unsupported AWS 'algorithm': only " + CanonicalRequest.ALGORITHM + ".");
        }
        if (query.isTwice("X-Amz-Security-Token")) {
            return SignatureError.INVALID_TOKEN;
        }
        Integer expires = query.has("X-Amz-Expires") ? expires(query) : null;
        String token = query.get("X-Amz-Security-Token");
        String headerToken = value(request, "x-amz-security-token");
        if (token != null && headerToken != null && !token.equals(headerToken)) {
            return SignatureError.INVALID_TOKEN;
        }
        return assembled(
                Form.QUERY,
                request,
                credential,
                signedHeaders,
                signature,
                date,
                token == null ? headerToken : token,
                expires);
    }

    private static String missing(String name, @Nullable String value) {
        return value == null ? "AWS query-string parameters must include '" + name + "'. " : "";
    }

    /**
     * In seconds; more than a signature may live where it occurs twice or is no number. What it
     * means is the service's to say (attack A010, wire trap 1).
     */
    private static int expires(QueryParameters query) {
        String text = query.get("X-Amz-Expires");
        if (text == null || text.isEmpty() || text.length() > 6) {
            return Integer.MAX_VALUE;
        }
        int seconds = 0;
        for (int i = 0; i < text.length(); i++) {
            int digit = text.charAt(i) - '0';
            if (digit < 0 || digit > 9) {
                return Integer.MAX_VALUE;
            }
            seconds = seconds * 10 + digit;
        }
        return seconds;
    }

    private static ParseOutcome assembled(
            Form form,
            ReceivedRequest request,
            String credential,
            String signedHeaders,
            String signature,
            String timestamp,
            @Nullable String token,
            @Nullable Integer expires) {
        CredentialScope scope = CredentialScope.parse(credential);
        if (scope == null) {
            return CredentialScope.WRONG_PARTS;
        }
        long epochSecond = BasicTime.epochSecond(timestamp);
        if (epochSecond == BasicTime.NONE) {
            return SignatureError.incomplete(
                    "Date must be in ISO-8601 'basic format'. See"
                            + " http://en.wikipedia.org/wiki/ISO_8601");
        }
        List<String> names = names(signedHeaders);
        if (names == null) {
            return SignatureError.incomplete(
                    "SignedHeaders must be lower-case header names in ascending order, separated by"
                            + " semicolons.");
        }
        SignatureError uncovered = uncovered(request, names);
        if (uncovered != null) {
            return uncovered;
        }
        SignatureBytes bytes = SignatureBytes.parse(signature);
        if (bytes == null) {
            return SignatureError.MISMATCH;
        }
        return new ParsedSignature(
                form,
                scope.accessKeyId(),
                scope.scope(),
                scope.date(),
                scope.region(),
                scope.service(),
                scope.terminator(),
                names,
                timestamp,
                epochSecond,
                bytes,
                token,
                expires);
    }

    private static @Nullable SignatureError uncovered(ReceivedRequest request, List<String> names) {
        if (!names.contains("host")) {
            return SignatureError.mismatch(
                    "'Host' or ':authority' must be a 'SignedHeader' in the AWS Authorization.");
        }
        for (String name : names) {
            // Absent is not the same as empty (attack A006).
            if (count(request, name) == 0) {
                return SignatureError.MISMATCH;
            }
        }
        for (HeaderField header : request.headers()) {
            if (header.beginsWith("x-amz-") && !header.is("x-amz-content-sha256")) {
                if (!names.contains(header.name())) {
                    return new SignatureError(
                            SignatureError.Code.ACCESS_DENIED,
                            "There were headers present in the request which were not signed: "
                                    + header.name());
                }
            }
        }
        return null;
    }

    /** Null unless each is a lower-case name greater than the one before it. */
    private static @Nullable List<String> names(String signedHeaders) {
        List<String> names = new ArrayList<>();
        int from = 0;
        while (from <= signedHeaders.length()) {
            int end = signedHeaders.indexOf(';', from);
            end = end < 0 ? signedHeaders.length() : end;
            String name = signedHeaders.substring(from, end);
            from = end + 1;
            boolean ascending = names.isEmpty() || names.getLast().compareTo(name) < 0;
            if (!isName(name) || !ascending || names.size() == MAX_SIGNED_HEADERS) {
                return null;
            }
            names.add(name);
        }
        return names;
    }

    private static boolean[] nameCharacters() {
        var characters = new boolean[128];
        for (char c : "!#$%&'*+-.^_`|~0123456789abcdefghijklmnopqrstuvwxyz".toCharArray()) {
            characters[c] = true;
        }
        return characters;
    }

    /** A token of RFC 9110, section 5.6.2, without capitals. */
    private static boolean isName(String name) {
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            if (c >= NAME_CHARACTERS.length || !NAME_CHARACTERS[c]) {
                return false;
            }
        }
        return !name.isEmpty();
    }

    /** One of {@link #ONCE} that occurs more than once. */
    private static @Nullable String twice(List<HeaderField> headers) {
        int seen = 0;
        for (int i = 0; i < headers.size(); i++) {
            int known = ONCE.indexOf(headers.get(i).name());
            if (known >= 0 && seen == (seen |= 1 << known)) {
                return ONCE.get(known);
            }
        }
        return null;
    }

    private static int count(ReceivedRequest request, String name) {
        int count = 0;
        for (HeaderField header : request.headers()) {
            if (header.is(name)) {
                count++;
            }
        }
        return count;
    }

    private static @Nullable String value(ReceivedRequest request, String name) {
        for (HeaderField header : request.headers()) {
            if (header.is(name)) {
                return header.value().strip();
            }
        }
        return null;
    }
}
