package io.ostiary.contract.port;

import java.util.List;

/**
 * A request as it came, as far as a signature covers it. Nothing in it is believed yet.
 *
 * @param rawPath the path of the request target, byte for byte
 * @param rawQuery behind the question mark, byte for byte; empty when there is none
 * @param headers in the order of arrival, names as they came
 * @param bodySha256 64 lower-case hexadecimal digits, computed from the bytes received; or what
 *     S3's clients sign in its place ({@link PayloadMode})
 * @param service the signing name that the dispatched operation asks for: iam, sts, organizations
 */
public record SignedRequest(
        String method,
        String rawPath,
        String rawQuery,
        List<Header> headers,
        String bodySha256,
        String service) {

    /** One header line. */
    public record Header(String name, String value) {}

    @Override
    public String toString() {
        return "SignedRequest[" + method + " for " + service + "]";
    }
}
