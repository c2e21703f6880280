package io.ostiary.policy.signature;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import io.ostiary.policy.signature.ParsedSignature.Form;

import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * AWS's published cases, read from the folder that the system property {@code ostiary.cases} names.
 */
class PublishedSignatureCasesTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    /** Adds the token after signing: against our rule, so only its computation is checked. */
    private static final String UNSIGNED_TOKEN = "post-sts-header-after";

    @TestFactory
    Stream<DynamicTest> everyPublishedCase() throws IOException {
        Path folder = Path.of(System.getProperty("ostiary.cases", "absent"), "sigv4");
        if (!Files.isDirectory(folder)) {
            System.out.println("SKIPPED: AWS's signing cases are not at " + folder);
            Assumptions.abort("no published cases");
        }
        List<DynamicTest> tests = new ArrayList<>();
        try (Stream<Path> cases = Files.list(folder)) {
            for (Path one : cases.sorted().toList()) {
                for (Form form : Form.values()) {
                    tests.add(
                            DynamicTest.dynamicTest(
                                    one.getFileName() + " " + form, () -> check(one, form)));
                }
            }
        }
        assertEquals(76, tests.size());
        return tests.stream();
    }

    private static void check(Path folder, Form form) throws IOException {
        JsonNode context = JSON.readTree(Files.readString(folder.resolve("context.json")));
        String prefix = form == Form.HEADER ? "header-" : "query-";
        ReceivedRequest request = request(text(folder, prefix + "signed-request.txt"));
        PathStyle style =
                context.get("normalize").asBoolean()
                        ? PathStyle.NORMALIZED
                        : PathStyle.UNNORMALIZED;
        boolean unsignedToken = folder.endsWith(UNSIGNED_TOKEN);
        ReceivedRequest signed = unsignedToken ? withoutToken(request) : request;
        ParsedSignature parsed =
                assertInstanceOf(ParsedSignature.class, SignatureParser.parse(signed));

        Ascii canonical = CanonicalRequest.of(signed, parsed, style);
        assertEquals(text(folder, prefix + "canonical-request.txt"), canonical.toString());
        Ascii toSign = CanonicalRequest.stringToSign(parsed, Hashing.sha256(canonical));
        assertEquals(text(folder, prefix + "string-to-sign.txt"), toSign.toString());
        SigningKey key =
                SigningKey.derive(
                        context.at("/credentials/secret_access_key")
                                .asText()
                                .getBytes(StandardCharsets.UTF_8),
                        parsed.date(),
                        parsed.region(),
                        parsed.service());
        assertEquals(
                text(folder, prefix + "signature.txt"),
                new Ascii(64).addHex(key.sign(toSign)).toString());

        Instant now = Instant.parse(context.get("timestamp").asText());
        assertInstanceOf(
                VerifiedSignature.class,
                SignatureVerifier.verify(
                        signed, parsed, key, now, new ServiceRules("service", style)));
        if (unsignedToken && form == Form.HEADER) {
            SignatureError error =
                    assertInstanceOf(SignatureError.class, SignatureParser.parse(request));
            assertEquals(SignatureError.Code.ACCESS_DENIED, error.code());
        }
    }

    private static ReceivedRequest withoutToken(ReceivedRequest request) {
        String query =
                Stream.of(request.query().split("&"))
                        .filter(parameter -> !parameter.startsWith("X-Amz-Security-Token="))
                        .reduce((a, b) -> a + "&" + b)
                        .orElse("");
        return new ReceivedRequest(
                request.method(),
                request.path(),
                query,
                request.headers().stream()
                        .filter(header -> !header.is("x-amz-security-token"))
                        .toList(),
                request.bodySha256());
    }

    /** The cases hold raw requests, with spaces in targets and folded header lines. */
    private static ReceivedRequest request(String raw) {
        int end = raw.indexOf("\n\n");
        String head = end < 0 ? raw.stripTrailing() : raw.substring(0, end);
        String body = end < 0 ? "" : raw.substring(end + 2);
        String[] lines = head.split("\n(?![ \t])");
        String target =
                lines[0].substring(lines[0].indexOf(' ') + 1, lines[0].lastIndexOf(" HTTP/1.1"));
        int question = target.indexOf('?');
        List<HeaderField> headers = new ArrayList<>();
        for (int i = 1; i < lines.length; i++) {
            int colon = lines[i].indexOf(':');
            headers.add(
                    new HeaderField(lines[i].substring(0, colon), lines[i].substring(colon + 1)));
        }
        return new ReceivedRequest(
                lines[0].substring(0, lines[0].indexOf(' ')),
                question < 0 ? target : target.substring(0, question),
                question < 0 ? "" : target.substring(question + 1),
                headers,
                new Ascii(64).addHex(Hashing.sha256(new Ascii(64).add(body))).toString());
    }

    private static String text(Path folder, String name) throws IOException {
        return Files.readString(folder.resolve(name)).replace("\r\n", "\n");
    }
}
