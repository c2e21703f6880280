package io.ostiary.policy.signature;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * Verifies what {@link SignatureParser} read. The body's hash is always the one computed from what
 * was received; the header that claims one is only compared (attacks A011, A012: no unsigned and no
 * streaming payload for IAM and STS).
 */
public final class SignatureVerifier {

    /**
     * How far the signing time may lie from ours, either way; a presigned request lives as long,
     * unless its service lets it say.
     */
    public static final Duration SKEW = Duration.ofMinutes(15);

    private static final String TERMINATOR = "aws4_request";

    private SignatureVerifier() {}

    /**
     * What can be refused without a key: scope, times, claimed body hash. {@link #verify} does it
     * too; a caller does it first to spare the look-up.
     *
     * @return null when there is nothing against it
     */
    public static @Nullable SignatureError check(
            ReceivedRequest request, ParsedSignature signature, Instant now, ServiceRules rules) {
        if (!signature.service().equals(rules.service())) {
            return SignatureError.mismatch(
                    "Credential should be scoped to correct service: '" + rules.service() + "'. ");
        }
        if (!signature.terminator().equals(TERMINATOR)) {
            return SignatureError.mismatch(
                    "Credential should be scoped with a valid terminator: '" + TERMINATOR + "'. ");
        }
        if (signature.region().isEmpty()) {
            return SignatureError.mismatch("Credential should be scoped to a valid region. ");
        }
        if (signature.date().length() != 8 || !signature.timestamp().startsWith(signature.date())) {
            return SignatureError.mismatch(
                    "Date in Credential scope does not match YYYYMMDD from ISO-8601 version of date"
                            + " from HTTP: '%s' != '%s', from '%s'."
                                    .formatted(
                                            printable(signature.date()),
                                            signature.timestamp().substring(0, 8),
                                            signature.timestamp()));
        }
        SignatureError wrong = rules.wrongExpires(signature);
        SignatureError late = wrong != null ? wrong : outOfTime(signature, now, rules);
        return late != null ? late : bodyMismatch(request);
    }

    /**
     * @param key derived from the secret of {@link ParsedSignature#accessKeyId} for the signature's
     *     date, region and service
     */
    public static VerifyOutcome verify(
            ReceivedRequest request,
            ParsedSignature signature,
            SigningKey key,
            Instant now,
            ServiceRules rules) {
        SignatureError error = check(request, signature, now, rules);
        if (error != null) {
            return error;
        }
        byte[] hash = Hashing.sha256(CanonicalRequest.of(request, signature, rules.pathStyle()));
        byte[] expected = key.sign(CanonicalRequest.stringToSign(signature, hash));
        return signature.signature().isSameAs(expected)
                ? new VerifiedSignature(signature)
                : SignatureError.MISMATCH;
    }

    private static @Nullable SignatureError outOfTime(
            ParsedSignature signature, Instant now, ServiceRules rules) {
        long seconds = now.getEpochSecond();
        long skew = SKEW.toSeconds();
        Integer expires = rules.keepsExpires() ? signature.expires() : null;
        if (expires != null) {
            if (signature.epochSecond() + expires < seconds) {
                return SignatureError.EXPIRED;
            }
        } else if (signature.epochSecond() < seconds - skew) {
            return SignatureError.mismatch(
                    "Signature expired: %s is now earlier than %s (%s - 15 min.)"
                            .formatted(
                                    signature.timestamp(),
                                    BasicTime.format(now.minus(SKEW)),
                                    BasicTime.format(now)));
        }
        if (signature.epochSecond() > seconds + skew) {
            return SignatureError.mismatch(
                    "Signature not yet current: %s is still later than %s (%s + 15 min.)"
                            .formatted(
                                    signature.timestamp(),
                                    BasicTime.format(now.plus(SKEW)),
                                    BasicTime.format(now)));
        }
        return null;
    }

    private static @Nullable SignatureError bodyMismatch(ReceivedRequest request) {
        List<HeaderField> headers = request.headers();
        for (int i = 0; i < headers.size(); i++) {
            HeaderField header = headers.get(i);
            if (header.is("x-amz-content-sha256")
                    && !header.value().strip().equals(request.bodySha256())) {
                return SignatureError.MISMATCH;
            }
        }
        return null;
    }

    /** What a stranger wrote goes into a message only as far as it can be a date. */
    private static String printable(String date) {
        var text = new StringBuilder();
        for (int i = 0; i < Math.min(date.length(), 8); i++) {
            char c = date.charAt(i);
            text.append(c >= '0' && c <= '9' ? c : '?');
        }
        return text.toString();
    }
}
