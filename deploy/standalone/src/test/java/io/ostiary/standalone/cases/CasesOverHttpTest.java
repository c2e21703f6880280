package io.ostiary.standalone.cases;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ostiary.standalone.lesson.RunningHouse;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import software.amazon.awssdk.awscore.exception.AwsServiceException;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;

/** The case files by real state: users, groups, roles, sessions and buckets made by real calls. */
@ExtendWith(RunningHouse.Shared.class)
final class CasesOverHttpTest {

    private static final int LEAST = 410;

    /** Writes wait for the log, and less for each other. */
    private static final int WORLDS = 3;

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
    void whatTheCasesSayIsWhatTheHouseAnswers() throws Exception {
        CaseOrganization.enablePolicies(house);
        List<WrittenCase> cases = inFewWrites(WrittenCase.all());
        List<Callable<Answers>> worlds = new ArrayList<>();
        for (int i = 0; i < WORLDS; i++) {
            List<WrittenCase> part =
                    cases.subList(i * cases.size() / WORLDS, (i + 1) * cases.size() / WORLDS);
            worlds.add(() -> new Answers().of(house, part));
        }
        var all = new Answers();
        try (var asking = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var answers : asking.invokeAll(worlds)) {
                all.add(answers.get());
            }
        }
        System.out.printf(
                "%d cases over HTTP by real state; not so: %s%n", all.asked, all.inexpressible);
        assertEquals(List.of(), all.wrong);
        assertTrue(all.asked >= LEAST, all.asked + " cases");
    }

    /** Of some of the cases. */
    private static final class Answers {
        private final List<String> wrong = new ArrayList<>();
        private final Map<String, Integer> inexpressible = new TreeMap<>();
        private int asked;

        Answers of(RunningHouse house, List<WrittenCase> cases) throws IOException {
            try (var world = new CaseWorld(house)) {
                for (WrittenCase one : cases) {
                    String why = one.inexpressible();
                    if (why == null && !world.canBeOwned(one)) {
                        why = "a resource of nobody";
                    }
                    if (why == null) {
                        why = ask(world, one);
                    }
                    if (why != null) {
                        inexpressible.merge(why, 1, Integer::sum);
                    }
                }
            }
            return this;
        }

        /** Why the house does not take the case; null where it was asked. */
        private @Nullable String ask(CaseWorld world, WrittenCase one) throws IOException {
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
                return null;
            } catch (AwsServiceException e) {
                return "not taken: " + e.awsErrorDetails().errorMessage();
            }
        }

        void add(Answers others) {
            wrong.addAll(others.wrong);
            others.inexpressible.forEach((why, n) -> inexpressible.merge(why, n, Integer::sum));
            asked += others.asked;
        }
    }
}
