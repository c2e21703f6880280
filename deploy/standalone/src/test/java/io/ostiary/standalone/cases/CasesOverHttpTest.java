package io.ostiary.standalone.cases;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ostiary.standalone.lesson.RunningHouse;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import software.amazon.awssdk.awscore.exception.AwsServiceException;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The case files by real state: users, groups, roles, sessions and buckets made by real calls. */
@ExtendWith(RunningHouse.Shared.class)
final class CasesOverHttpTest {

    private static final int LEAST = 410;

    private final RunningHouse house;

    CasesOverHttpTest(RunningHouse house) {
        this.house = house;
    }

    /** A policy that several cases have is then written once. */
    private static List<WrittenCase> inFewWrites(List<WrittenCase> cases) {
        return cases.stream()
                .sorted(
                        Comparator.comparing(WrittenCase::principal)
                                .thenComparing(one -> String.valueOf(one.document("identity"))))
                .toList();
    }

    @Test
    void whatTheCasesSayIsWhatTheHouseAnswers() throws IOException {
        List<String> wrong = new ArrayList<>();
        Map<String, Integer> left = new TreeMap<>();
        int asked = 0;
        try (var world = new CaseWorld(house)) {
            for (WrittenCase one : inFewWrites(WrittenCase.all())) {
                String why = one.inexpressible();
                if (why == null && !world.canBeOwned(one)) {
                    why = "a resource of nobody";
                }
                if (why == null) {
                    try {
                        String told = world.told(one);
                        asked++;
                        // Of another account's policies only the outcome is told.
                        boolean same =
                                told.equals("deny")
                                        ? one.wanted().endsWith("Deny")
                                        : told.equals(one.wanted());
                        if (!same) {
                            wrong.add(one.name() + ": wanted " + one.wanted() + ", told " + told);
                        }
                    } catch (AwsServiceException e) {
                        why = "not taken: " + e.awsErrorDetails().errorMessage();
                    }
                }
                if (why != null) {
                    left.merge(why, 1, Integer::sum);
                }
            }
        }
        System.out.printf("%d cases over HTTP by real state; not so: %s%n", asked, left);
        assertEquals(List.of(), wrong);
        assertTrue(asked >= LEAST, asked + " cases");
    }
}
