package io.ostiary.standalone.operations;

import io.ostiary.standalone.lesson.Client;
import io.ostiary.standalone.lesson.RunningHouse;

import software.amazon.awssdk.services.s3.model.S3Exception;

import java.util.UUID;

/** Buckets of a house, by AWS's own client, path style. */
abstract class BucketFixture {

    final RunningHouse house;

    BucketFixture(RunningHouse house) {
        this.house = house;
    }

    static String fresh(String name) {
        return name + "-" + UUID.randomUUID();
    }

    static String policy(String effect, String principal, String action, String resource) {
        return """
        {"Version":"2012-10-17","Statement":[{"Effect":"%s","Principal":{"AWS":"%s"},\
        "Action":"%s","Resource":"%s"}]}\
        """
                .formatted(effect, principal, action, resource);
    }

    static void put(Client client, String bucket, String policy) {
        client.s3().putBucketPolicy(r -> r.bucket(bucket).policy(policy));
    }

    static int head(Client client, String bucket) {
        try {
            client.s3().headBucket(r -> r.bucket(bucket));
            return 200;
        } catch (S3Exception e) {
            return e.statusCode();
        }
    }

    static boolean isPublic(Client client, String bucket) {
        return client.s3().getBucketPolicyStatus(r -> r.bucket(bucket)).policyStatus().isPublic();
    }
}
