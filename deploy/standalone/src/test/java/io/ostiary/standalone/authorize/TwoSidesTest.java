package io.ostiary.standalone.authorize;

import static io.ostiary.standalone.authorize.Asker.question;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.ostiary.standalone.lesson.Documents;
import io.ostiary.standalone.lesson.RunningHouse;
import io.ostiary.standalone.lesson.SignedCalls;
import io.ostiary.standalone.lesson.Tenant;
import io.ostiary.standalone.lesson.Tenant.Person;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import java.util.UUID;

/** Two sides of one coin: a bucket's policy and a caller's own, within an account and across. */
@ExtendWith(RunningHouse.Shared.class)
final class TwoSidesTest {

    private static final String READ = "s3:GetObject";

    private final Tenant owner;
    private final Tenant other;
    private final SignedCalls calls;
    private final String bucket = "uploads-" + UUID.randomUUID();
    private final String file = "arn:aws:s3:::" + bucket + "/report.pdf";

    TwoSidesTest(RunningHouse house) {
        owner = house.newAccount();
        other = house.newAccount();
        calls = new SignedCalls(house.url());
        owner.admin().s3().createBucket(r -> r.bucket(bucket));
    }

    @AfterEach
    void close() {
        calls.close();
    }

    private void allow(Person person) {
        owner.admin()
                .s3()
                .putBucketPolicy(
                        r ->
                                r.bucket(bucket)
                                        .policy(
                                                """
                                                {"Version":"2012-10-17","Statement":{\
                                                "Effect":"Allow","Principal":{"AWS":"%s"},\
                                                "Action":"%s","Resource":"%s"}}\
                                                """
                                                        .formatted(person.arn(), READ, file)));
    }

    private Asker service(Tenant tenant) {
        String account = "arn:aws:ostiary::" + tenant.account() + ":account";
        return new Asker(
                calls,
                tenant.user("service", Documents.allow("ostiary:Authorize", account))
                        .client()
                        .credentials());
    }

    @Test
    void aUserOfAnotherAccountReadsOnceBothSidesAllowItAndNobodyElseOfThereDoes() {
        Person alice = other.user("alice", Documents.allow("sqs:ListQueues", "*"));
        Person mallory = other.user("mallory", Documents.allow(READ, file));
        Asker service = service(other);
        String asked = question(alice.arn(), READ, file);
        assertEquals("deny", service.told(asked));
        allow(alice);
        assertEquals("deny", service.told(asked), "the bucket alone is not enough");
        other.grant("alice", Documents.allow(READ, file));
        assertEquals("allow", service.told(asked));
        assertEquals("deny", service.told(question(mallory.arn(), READ, file)));
        owner.admin().s3().deleteBucketPolicy(r -> r.bucket(bucket));
        assertEquals("deny", service.told(asked), "alice's side alone is not enough");
    }

    @Test
    void withinTheAccountTheBucketsPolicyAloneIsEnough() {
        Person bob = owner.user("bob", Documents.allow("sqs:ListQueues", "*"));
        Asker service = service(owner);
        String asked = question(bob.arn(), READ, file);
        assertEquals("deny", service.told(asked));
        allow(bob);
        assertEquals("allow", service.told(asked));
    }
}
