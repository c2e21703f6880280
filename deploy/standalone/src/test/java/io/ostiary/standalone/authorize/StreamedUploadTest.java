package io.ostiary.standalone.authorize;

import static io.ostiary.standalone.authorize.Asker.json;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ostiary.standalone.lesson.Documents;
import io.ostiary.standalone.lesson.RunningHouse;
import io.ostiary.standalone.lesson.SignedCalls;
import io.ostiary.standalone.lesson.Tenant;
import io.ostiary.standalone.lesson.Tenant.Person;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3Configuration;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.presigner.S3Presigner;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * Uploads as AWS's SDK streams them, handed over by the service that received them (wire trap 18).
 */
@ExtendWith(RunningHouse.Shared.class)
@Timeout(60)
final class StreamedUploadTest {
    private static final String CHUNKS = "/v1/authenticate/chunks";
    private static final int SIZE = 300_000;

    private final Tenant tenant;
    private final SignedCalls calls;
    private final Person alice;
    private final Person service;
    private final Asker asker;
    private final String bucket = "streamed-" + UUID.randomUUID();

    StreamedUploadTest(RunningHouse house) {
        tenant = house.newAccount();
        calls = new SignedCalls(house.url());
        tenant.admin().s3().createBucket(r -> r.bucket(bucket));
        alice = tenant.user("alice", Documents.allow("s3:PutObject", "arn:aws:s3:::*"));
        service = tenant.user("service", Documents.allow("ostiary:Authorize", "*"));
        asker = new Asker(calls, service.client().credentials());
    }

    @AfterEach
    void close() {
        calls.close();
    }

    private CapturedUpload upload(RequestChecksumCalculation checksum, boolean chunked)
            throws Exception {
        try (var receiver = new CapturedUpload.Receiver();
                var s3 =
                        S3Client.builder()
                                .endpointOverride(URI.create(receiver.url()))
                                .region(Region.US_EAST_1)
                                .forcePathStyle(true)
                                .requestChecksumCalculation(checksum)
                                .serviceConfiguration(c -> c.chunkedEncodingEnabled(chunked))
                                .credentialsProvider(
                                        StaticCredentialsProvider.create(
                                                alice.client().credentials()))
                                .httpClient(UrlConnectionHttpClient.create())
                                .build()) {
            s3.putObject(
                    r -> r.bucket(bucket).key("a key/with+signs"),
                    RequestBody.fromBytes(new byte[SIZE]));
            return receiver.next();
        }
    }

    private String resource() {
        return "arn:aws:s3:::" + bucket + "/a key/with+signs";
    }

    /** Attack A010 at S3: a link says how long it lives, and leaves the body out. */
    @Test
    void aLinkThatTheSdkPresignedIsVerifiedWithoutABody() {
        try (var presigner =
                S3Presigner.builder()
                        .endpointOverride(URI.create("https://files.example"))
                        .region(Region.US_EAST_1)
                        .serviceConfiguration(
                                S3Configuration.builder().pathStyleAccessEnabled(true).build())
                        .credentialsProvider(
                                StaticCredentialsProvider.create(alice.client().credentials()))
                        .build()) {
            var put = PutObjectRequest.builder().bucket(bucket).key("a key/with+signs").build();
            var url =
                    presigner
                            .presignPutObject(
                                    r ->
                                            r.putObjectRequest(put)
                                                    .signatureDuration(Duration.ofDays(7)))
                            .url();
            String link = link(url.getFile());
            var answer = json(asker.authorize(link));
            assertEquals("allow", answer.get("decision").asText(), answer.toString());
            assertEquals(alice.arn(), answer.at("/signer/arn").asText());
            assertEquals("UNSIGNED-PAYLOAD", answer.at("/signer/payload").asText());
            assertFalse(answer.at("/signer/payloadSigned").asBoolean());
            assertEquals(
                    "SignatureDoesNotMatch",
                    asker.told(link(url.getFile().replace("604800", "604799"))));
            assertEquals(
                    "AuthorizationQueryParametersError",
                    asker.told(link(url.getFile().replace("604800", "604801"))));
            assertEquals(
                    "SignatureDoesNotMatch",
                    asker.told(link(url.getFile().replace("with", "without"))));
        }
    }

    private String link(String target) {
        return """
        {"signedRequest":{"service":"s3","hosts":["files.example"],"method":"PUT","path":"%s",\
        "headers":{"Host":"files.example"}},"action":"s3:PutObject","resource":"%s"}\
        """
                .formatted(target, resource());
    }

    @Test
    void chunksAndTrailerOfTheSdkAreVerified() throws Exception {
        var upload = upload(RequestChecksumCalculation.WHEN_SUPPORTED, true);
        assertEquals("STREAMING-AWS4-HMAC-SHA256-PAYLOAD-TRAILER", upload.mode());
        assertTrue(upload.parts().size() >= 3, upload.parts().toString());
        var answer = asker.authorize(upload.question("s3:PutObject", resource()));
        assertEquals(200, answer.status(), answer.body());
        var signer = json(answer).get("signer");
        assertEquals("allow", json(answer).get("decision").asText(), answer.body());
        assertEquals(alice.arn(), signer.get("arn").asText());
        assertEquals(upload.mode(), signer.get("payload").asText());
        assertTrue(signer.get("payloadSigned").asBoolean());
        assertTrue(
                upload.headers()
                        .getOrDefault("authorization", "")
                        .endsWith("Signature=" + signer.get("signature").asText()));

        String stands = signer.get("continuation").asText();
        var parts = upload.parts();
        var first = verify(stands, parts.subList(0, 1), "");
        assertFalse(json(first).get("complete").asBoolean(), first.body());
        String signature = upload.trailer().getOrDefault("x-amz-trailer-signature", "");
        String checksum = upload.trailer().getOrDefault("x-amz-checksum-crc32", "");
        String trailer =
                """
                ,"trailer":{"headers":{"x-amz-checksum-crc32":"%s"},"signature":"%s"}\
                """
                        .formatted(checksum, signature);
        var rest =
                verify(
                        json(first).get("continuation").asText(),
                        parts.subList(1, parts.size()),
                        trailer);
        assertEquals(
                "{\"verified\":" + (parts.size() - 1) + ",\"complete\":true}", rest.body(), stands);
        var wrong = verify(stands, parts.subList(1, 2), "");
        assertEquals(403, wrong.status());
        assertTrue(wrong.body().contains("SignatureDoesNotMatch"), wrong.body());
        assertFalse(wrong.body().contains(alice.client().credentials().secretAccessKey()));
    }

    @Test
    void chunksOfTheSdkAreVerifiedAndTheKeysEndEndsThem() throws Exception {
        var upload = upload(RequestChecksumCalculation.WHEN_REQUIRED, true);
        assertEquals("STREAMING-AWS4-HMAC-SHA256-PAYLOAD", upload.mode());
        String stands =
                json(asker.authorize(upload.question("s3:PutObject", resource())))
                        .get("signer")
                        .get("continuation")
                        .asText();
        var whole = verify(stands, upload.parts(), "");
        assertTrue(json(whole).get("complete").asBoolean(), whole.body());
        tenant.admin().iam().deleteAccessKey(r -> r.userName("alice").accessKeyId(alice.keyId()));
        assertEquals(403, verify(stands, upload.parts(), "").status());
    }

    @Test
    void aWholeBodyHasNothingToContinueAndAnotherModeIsNotTheOneSigned() throws Exception {
        var upload = upload(RequestChecksumCalculation.WHEN_REQUIRED, false);
        String question = upload.question("s3:PutObject", resource());
        var answer = asker.authorize(question);
        assertEquals(200, answer.status(), answer.body());
        boolean whole = upload.mode().length() == 64;
        assertEquals(
                whole ? "SHA256" : upload.mode(),
                json(answer).get("signer").get("payload").asText());
        assertFalse(json(answer).get("signer").has("continuation"), answer.body());
        for (String other :
                List.of("UNSIGNED-PAYLOAD", "STREAMING-UNSIGNED-PAYLOAD-TRAILER", "0".repeat(64))) {
            if (!other.equals(upload.mode())) {
                assertEquals(
                        "SignatureDoesNotMatch",
                        asker.told(
                                question.replace(
                                        "\"bodySha256\":\"" + upload.mode(),
                                        "\"bodySha256\":\"" + other)));
            }
        }
        assertEquals(
                "ValidationError",
                asker.told(
                        question.replace(
                                "\"bodySha256\":\"" + upload.mode(),
                                "\"bodySha256\":\"STREAMING-AWS4-ECDSA-P256-SHA256-PAYLOAD")));
    }

    /** A bearer opens the questions, and nothing else. */
    @Test
    void aBearerVerifiesNoChunks() {
        String bearer =
                tenant.admin()
                        .iam()
                        .createServiceSpecificCredential(
                                r -> r.userName("service").serviceName("authorize.ostiary"))
                        .serviceSpecificCredential()
                        .serviceCredentialSecret();
        var reply = Asker.bearer(calls, bearer, CHUNKS, "{\"continuation\":\"x\",\"chunks\":[]}");
        assertEquals("AccessDenied", Asker.told(reply));
    }

    @Test
    void whatIsNoRequestIsRefused() {
        String chunk = "{\"sha256\":\"" + "0".repeat(64) + "\",\"signature\":\"x\"}";
        for (String body :
                List.of(
                        "{}",
                        "{\"continuation\":\"x\"}",
                        "{\"continuation\":\"x\",\"chunks\":[]}",
                        "{\"continuation\":\"x\",\"chunks\":[" + chunk + "]}",
                        "{\"continuation\":\"x\",\"chunks\":[{\"sha256\":\"AB\",\"signature\":\"x\"}]}",
                        "{\"continuation\":\"x\",\"chunks\":7}",
                        "{\"continuation\":\"x\",\"chunks\":[" + chunk + "],\"more\":1}",
                        "{\"continuation\":\"x\",\"trailer\":{\"headers\":{}}}",
                        "{\"continuation\":\"x\",\"chunks\":["
                                + chunk
                                + ("," + chunk).repeat(1_000)
                                + "]}")) {
            assertEquals("ValidationError", Asker.told(asker.post(CHUNKS, body)), body);
        }
    }

    private SignedCalls.Reply verify(
            String continuation, List<CapturedUpload.Part> parts, String trailer) {
        return asker.post(
                CHUNKS,
                "{\"continuation\":\"%s\",\"chunks\":[%s]%s}"
                        .formatted(
                                continuation,
                                parts.stream()
                                        .map(CapturedUpload::chunk)
                                        .collect(Collectors.joining(",")),
                                trailer));
    }
}
