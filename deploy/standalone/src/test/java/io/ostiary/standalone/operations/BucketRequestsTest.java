package io.ostiary.standalone.operations;

import static io.ostiary.standalone.lesson.Client.refusal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ostiary.standalone.lesson.RunningHouse;
import io.ostiary.standalone.lesson.SignedCalls;
import io.ostiary.standalone.lesson.Tenant;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentials;

import java.util.List;
import java.util.Map;

/** Requests as S3 takes them: path, digests of the body, and signatures. */
@ExtendWith(RunningHouse.Shared.class)
final class BucketRequestsTest extends BucketFixture {

    BucketRequestsTest(RunningHouse house) {
        super(house);
    }

    /** What no client of AWS's sends. */
    @Test
    void aBodyIsComparedWithEveryDigestThatIsGiven() {
        Tenant tenant = house.newAccount();
        String bucket = fresh("digest");
        tenant.admin().s3().createBucket(r -> r.bucket(bucket));
        String document =
                policy(
                        "Allow",
                        "arn:aws:iam::" + tenant.account() + ":root",
                        "s3:ListBucket",
                        "arn:aws:s3:::" + bucket);
        var who = tenant.admin().credentials();
        try (var calls = new SignedCalls(house.url())) {
            assertEquals(204, putPolicy(calls, who, bucket, document, Map.of()).status());
            assertEquals(
                    "BadDigest",
                    putPolicy(
                                    calls,
                                    who,
                                    bucket,
                                    document,
                                    Map.of("content-md5", "1B2M2Y8AsgTpgAmY7PhCfg=="))
                            .code());
            for (String checksum : List.of("crc32", "crc32c", "crc64nvme", "sha1", "sha256")) {
                assertEquals(
                        "BadDigest",
                        putPolicy(
                                        calls,
                                        who,
                                        bucket,
                                        document,
                                        Map.of("x-amz-checksum-" + checksum, "AAAAAA=="))
                                .code(),
                        checksum);
            }
            // A body that nobody signed, on a way that anybody can change.
            assertEquals(
                    "SignatureDoesNotMatch",
                    putPolicy(
                                    calls,
                                    who,
                                    bucket,
                                    document,
                                    Map.of("x-amz-content-sha256", "UNSIGNED-PAYLOAD"))
                            .code());
            assertEquals(
                    501,
                    putPolicy(
                                    calls,
                                    who,
                                    bucket,
                                    document,
                                    Map.of(
                                            "x-amz-content-sha256",
                                            "STREAMING-UNSIGNED-PAYLOAD-TRAILER"))
                            .status());
        }
    }

    private static SignedCalls.Reply putPolicy(
            SignedCalls calls,
            AwsCredentials who,
            String bucket,
            String policy,
            Map<String, String> headers) {
        return calls.rest(who, "s3", "PUT", "/" + bucket, List.of("policy", ""), policy, headers);
    }

    @Test
    void A014_thePathIsTakenAsItWasSignedAndOtherOperationsAreNotMistakenForOurs() {
        Tenant tenant = house.newAccount();
        String bucket = fresh("path");
        tenant.admin().s3().createBucket(r -> r.bucket(bucket));
        var who = tenant.admin().credentials();
        try (var calls = new SignedCalls(house.url())) {
            assertEquals(
                    200,
                    calls.rest(who, "s3", "HEAD", "/" + bucket, List.of(), "", Map.of()).status());
            for (String path :
                    List.of(
                            "//" + bucket,
                            "/./" + bucket,
                            "/x/../" + bucket,
                            "/" + bucket + "/k")) {
                var reply = calls.rest(who, "s3", "HEAD", path, List.of(), "", Map.of());
                assertTrue(reply.status() >= 400, path + reply.status());
            }
            for (String other : List.of("acl", "versioning", "tagging", "list-type")) {
                var reply =
                        calls.rest(
                                who,
                                "s3",
                                "GET",
                                "/" + bucket,
                                List.of(other, "", "policy", ""),
                                "",
                                Map.of());
                assertEquals("NotImplemented", reply.code(), other);
            }
            assertEquals(
                    405,
                    calls.rest(who, "s3", "POST", "/" + bucket, List.of(), "", Map.of()).status());
        }
    }

    @Test
    void signaturesAreRefusedInS3sWords() {
        Tenant tenant = house.newAccount();
        var who = tenant.admin().credentials();
        var unknown = AwsBasicCredentials.create("AKIAQAAAAAAAAAAAAAAA", "secret");
        assertEquals(
                "InvalidAccessKeyId",
                refusal(() -> tenant.admin().with(unknown).s3().listBuckets()).code());
        try (var calls = new SignedCalls(house.url())) {
            var late =
                    calls.rest(
                            who,
                            "s3",
                            "GET",
                            "/",
                            List.of(),
                            "",
                            Map.of("x-amz-date", "20200101T000000Z"));
            assertEquals(403, late.status());
            assertEquals("RequestTimeTooSkewed", late.code());
            assertTrue(late.body().contains("<Error><Code>"), late.body());
            assertFalse(late.header("x-amz-request-id").isEmpty());
        }
    }
}
