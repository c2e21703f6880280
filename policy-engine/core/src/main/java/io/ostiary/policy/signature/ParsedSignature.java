package io.ostiary.policy.signature;

import org.jspecify.annotations.Nullable;

import java.util.List;

/**
 * A credential as the request carries it. Claims only: nothing here is true until it is verified.
 *
 * @param scope what follows the access key id in the credential: date, region, service, terminator
 * @param date yyyyMMdd, as claimed
 * @param signedHeaders lower case, ascending, {@code host} among them
 * @param timestamp yyyyMMdd'T'HHmmss'Z', checked
 * @param epochSecond the same
 * @param sessionToken from a signed header or the query, else null
 * @param expires how many seconds a presigned request says that it lives; null when it does not say
 */
public record ParsedSignature(
        Form form,
        String accessKeyId,
        String scope,
        String date,
        String region,
        String service,
        String terminator,
        List<String> signedHeaders,
        String timestamp,
        long epochSecond,
        SignatureBytes signature,
        @Nullable String sessionToken,
        @Nullable Integer expires)
        implements ParseOutcome {

    /** Where the credential stands. */
    public enum Form {
        HEADER,
        /** Presigned. */
        QUERY
    }

    public ParsedSignature {
        signedHeaders = List.copyOf(signedHeaders);
    }

    @Override
    public String toString() {
        return "ParsedSignature[" + accessKeyId + "/" + scope + "]";
    }
}
