package io.ostiary.standalone.tenancy;

import static io.ostiary.standalone.lesson.Client.refusal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ostiary.standalone.lesson.Client;
import io.ostiary.standalone.lesson.Documents;
import io.ostiary.standalone.lesson.RunningHouse;
import io.ostiary.standalone.lesson.SignedCalls;
import io.ostiary.standalone.lesson.Tenant;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.regex.Pattern;

/** Two accounts with the same names for everything, at once: neither hears of the other. */
@ExtendWith(RunningHouse.Shared.class)
final class SameNamesTest {
    private static final int CALLS = 400;
    private static final long SEED = Long.getLong("ostiary.seed", System.nanoTime());
    private static final Pattern IDS =
            Pattern.compile("\\b(AIDA|AROA|AGPA|ANPA|AIPA|AKIA|ASIA)[A-Z0-9]{16,17}\\b");
    private static final List<String> NAMES = List.of("ada", "bob", "cyd", "Dan");
    private static final String S3 = "arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess";

    private final RunningHouse house;
    private final Tenant first;
    private final Tenant second;

    SameNamesTest(RunningHouse house) {
        this.house = house;
        first = house.newAccount();
        second = house.newAccount();
    }

    @Test
    void noAnswerOfOneHoldsAnythingOfTheOther() throws Exception {
        List<String> ofFirst;
        List<String> ofSecond;
        try (var threads = Executors.newFixedThreadPool(2)) {
            // The same seed: both make, use and delete things of the same names.
            var one = threads.submit(() -> answers(first, new Random(SEED)));
            var two = threads.submit(() -> answers(second, new Random(SEED)));
            ofFirst = one.get();
            ofSecond = two.get();
        }
        Set<String> firstIds = ids(ofFirst);
        Set<String> secondIds = ids(ofSecond);
        firstIds.add(first.account());
        secondIds.add(second.account());
        assertTrue(firstIds.size() > 15, "too little was made: " + firstIds.size());
        holdNothingOf(secondIds, ofFirst);
        holdNothingOf(firstIds, ofSecond);
    }

    private static void holdNothingOf(Set<String> others, List<String> answers) {
        for (String answer : answers) {
            for (String id : others) {
                assertFalse(
                        answer.contains(id), () -> "seed " + SEED + ": " + id + " in " + answer);
            }
        }
    }

    /** What is AWS's own, every account has. */
    private Set<String> ids(List<String> answers) {
        Set<String> ids = new HashSet<>();
        for (String answer : answers) {
            IDS.matcher(answer).results().forEach(found -> ids.add(found.group()));
        }
        var aws = house.root().iam().getPolicy(r -> r.policyArn(S3)).policy().policyId();
        ids.remove(aws);
        return ids;
    }

    private List<String> answers(Tenant tenant, Random random) {
        List<String> answers = new ArrayList<>();
        var who = tenant.admin().credentials();
        try (var calls = new SignedCalls(house.url())) {
            for (int i = 0; i < CALLS; i++) {
                var call = RandomCall.draw(tenant, NAMES, random);
                var reply = calls.iam(who, call.action(), call.parameters());
                assertTrue(reply.status() < 500, call.action() + ": " + reply.body());
                answers.add(reply.body());
            }
            for (String list :
                    List.of("ListUsers", "ListGroups", "ListRoles", "ListInstanceProfiles")) {
                answers.add(calls.iam(who, list).body());
            }
            answers.add(calls.iam(who, "ListPolicies", "Scope", "Local").body());
        }
        return answers;
    }

    @Test
    void aRoleOfTheSameNameIsAnothersRole() { // A116
        for (var tenant : List.of(first, second)) {
            var alice = tenant.user("alice", Documents.allow("sts:AssumeRole", "*"));
            tenant.role("Shared", Documents.trust(alice.arn()), Documents.allow("iam:*", "*"));
        }
        var ofFirst = alice(first);
        var ofSecond = alice(second);
        // Each way round, with every cache primed by the other.
        for (int i = 0; i < 3; i++) {
            ofSecond.assume(second.arn("role/Shared")).iam().listUsers();
            assertEquals(
                    "AccessDenied",
                    refusal(() -> ofSecond.assume(first.arn("role/Shared"))).code());
            ofFirst.assume(first.arn("role/Shared")).iam().listUsers();
            assertEquals(
                    "AccessDenied",
                    refusal(() -> ofFirst.assume(second.arn("role/Shared"))).code());
        }
        assertEquals(
                "MalformedPolicyDocument",
                refusal(() -> first.role("Wide", Documents.trust("arn:aws:iam::*:user/alice")))
                        .code());
    }

    private static Client alice(Tenant tenant) {
        var key = tenant.admin().iam().createAccessKey(r -> r.userName("alice")).accessKey();
        return tenant.admin().with(Client.credentials(key));
    }
}
