package io.ostiary.standalone.operations;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ostiary.standalone.AwsProgram;
import io.ostiary.standalone.lesson.RunningHouse;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.UUID;

/** {@code aws s3api} as it is, with whatever checksums and headers it likes to send. */
@ExtendWith(RunningHouse.Shared.class)
final class BucketProgramTest {

    @TempDir Path folder;

    @Test
    void theStockProgramKeepsABucketsPolicy(RunningHouse house) throws Exception {
        var tenant = house.newAccount();
        var who = (AwsSessionCredentials) tenant.admin().credentials();
        var aws =
                AwsProgram.with(
                        Map.of(
                                "AWS_ENDPOINT_URL",
                                house.url(),
                                "AWS_REGION",
                                "us-east-1",
                                "AWS_ACCESS_KEY_ID",
                                who.accessKeyId(),
                                "AWS_SECRET_ACCESS_KEY",
                                who.secretAccessKey(),
                                "AWS_SESSION_TOKEN",
                                who.sessionToken()),
                        folder);
        String bucket = "uploads-" + UUID.randomUUID();
        String policy =
                """
                {"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":"*",\
                "Action":"s3:GetObject","Resource":"arn:aws:s3:::%s/*"}]}\
                """
                        .formatted(bucket);
        Files.writeString(folder.resolve("policy.json"), policy);
        assertEquals(
                "/" + bucket,
                told(aws, "create-bucket", bucket, "--query", "Location", "--output", "text"));
        told(aws, "head-bucket", bucket);
        told(aws, "put-bucket-policy", bucket, "--policy", "file://policy.json");
        assertEquals(
                policy,
                told(aws, "get-bucket-policy", bucket, "--query", "Policy", "--output", "text"));
        assertEquals(
                "True",
                told(
                        aws,
                        "get-bucket-policy-status",
                        bucket,
                        "--query",
                        "PolicyStatus.IsPublic",
                        "--output",
                        "text"));
        assertEquals(
                "None",
                told(
                        aws,
                        "get-bucket-location",
                        bucket,
                        "--query",
                        "LocationConstraint",
                        "--output",
                        "text"));
        var listed =
                aws.run("s3api", "list-buckets", "--query", "Buckets[].Name", "--output", "text");
        assertEquals(bucket, listed.out(), listed.err());
        told(aws, "delete-bucket-policy", bucket);
        var gone = aws.run("s3api", "get-bucket-policy", "--bucket", bucket);
        assertTrue(
                gone.err()
                        .endsWith(
                                "An error occurred (NoSuchBucketPolicy) when calling the"
                                        + " GetBucketPolicy operation: The bucket policy does not"
                                        + " exist"),
                gone.err());
        told(aws, "delete-bucket", bucket);
    }

    private static String told(AwsProgram aws, String operation, String bucket, String... arguments)
            throws Exception {
        var all = new String[arguments.length + 4];
        all[0] = "s3api";
        all[1] = operation;
        all[2] = "--bucket";
        all[3] = bucket;
        System.arraycopy(arguments, 0, all, 4, arguments.length);
        var answer = aws.run(all);
        assertEquals(0, answer.exitCode(), answer.err());
        return answer.out();
    }
}
