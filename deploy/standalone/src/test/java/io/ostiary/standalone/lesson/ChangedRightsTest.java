package io.ostiary.standalone.lesson;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;

/**
 * Commands that are authorized again because their caller's rights change meanwhile (A032) all get
 * through, when all that changes lets them.
 */
@ExtendWith(RunningHouse.Shared.class)
final class ChangedRightsTest {
    private static final int CALLERS = 32;
    private static final String IAM_FULL_ACCESS = "arn:aws:iam::aws:policy/IAMFullAccess";

    private final RunningHouse house;

    ChangedRightsTest(RunningHouse house) {
        this.house = house;
    }

    @Test
    void A032_honestTwin_whoChangesItsOwnRightsManyTimesAtOnceIsLetThroughEachTime()
            throws Exception {
        var tenant = house.newAccount();
        var admin = tenant.user("admin");
        tenant.admin().iam().attachUserPolicy(r -> r.userName("admin").policyArn(IAM_FULL_ACCESS));
        var credentials = admin.client().credentials();
        try (var threads = Executors.newFixedThreadPool(CALLERS)) {
            List<Callable<String>> calls = new ArrayList<>();
            for (int i = 0; i < CALLERS; i++) {
                String key = "key" + i;
                calls.add(
                        () -> {
                            try (var client = new SignedCalls(house.url())) {
                                return client.iam(
                                                credentials,
                                                "TagUser",
                                                "UserName",
                                                "admin",
                                                "Tags.member.1.Key",
                                                key,
                                                "Tags.member.1.Value",
                                                "v")
                                        .body();
                            }
                        });
            }
            for (var answer : threads.invokeAll(calls)) {
                assertTrue(answer.get().contains("TagUserResponse"), answer.get());
            }
        }
        assertEquals(
                CALLERS,
                tenant.admin()
                        .iam()
                        .listUserTags(r -> r.userName("admin").maxItems(100))
                        .tags()
                        .size());
    }
}
