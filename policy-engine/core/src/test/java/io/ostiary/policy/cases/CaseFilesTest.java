package io.ostiary.policy.cases;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;

import io.ostiary.policy.cases.CaseFile.Case;
import io.ostiary.policy.cases.CaseFile.DecisionCase;

import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

import java.io.IOException;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Every case of every file: compiled evaluator, reference evaluator and explainer must agree. A
 * file is a topic.
 */
class CaseFilesTest {

    private static final int CASES = 600;
    private static final int OF_A_TOPIC = 15;
    private static final int IN_A_FILE = 120;

    @TestFactory
    List<DynamicTest> everyCase() throws IOException, URISyntaxException {
        return tests("/cases");
    }

    /** Operators by what a key may lack, row by row: no cases to read, so they do not count. */
    @TestFactory
    List<DynamicTest> everyRowOfTheTables() throws IOException, URISyntaxException {
        return tests("/tables");
    }

    @Test
    void everyTopicHasItsCasesAndEachCaseItsSource() throws IOException, URISyntaxException {
        int decisions = 0;
        int writes = 0;
        Map<String, JsonNode> trees = CaseFile.trees("/cases");
        for (var file : trees.entrySet()) {
            int size = file.getValue().size();
            assertTrue(size >= OF_A_TOPIC && size <= IN_A_FILE, file.getKey() + ": " + size);
            Set<String> notes = new HashSet<>();
            for (JsonNode one : file.getValue()) {
                assertTrue(notes.add(one.toString()), () -> "twice: " + one);
                assertTrue(one.get("source").asText().length() > 8, one::toString);
            }
            for (Case one : CaseFile.read(file.getKey(), file.getValue())) {
                if (one instanceof DecisionCase) {
                    decisions++;
                } else {
                    writes++;
                }
            }
        }
        assertTrue(decisions + writes >= CASES, decisions + " + " + writes);
        System.out.printf(
                "%d cases on %d topics: compiled evaluator %d, reference evaluator %d, explainer"
                        + " %d, parser at write %d%n",
                decisions + writes, trees.size(), decisions, decisions, decisions, writes);
    }

    private static List<DynamicTest> tests(String folder) throws IOException, URISyntaxException {
        List<DynamicTest> tests = new ArrayList<>();
        for (var file : CaseFile.trees(folder).entrySet()) {
            for (Case one : CaseFile.read(file.getKey(), file.getValue())) {
                tests.add(DynamicTest.dynamicTest(one.name(), () -> check(one)));
            }
        }
        return tests;
    }

    private static void check(Case one) {
        assertNull(CaseRun.failure(one));
        if (one instanceof DecisionCase decided) {
            assertEquals(decided.decision(), decided.scenario().reference(), "reference");
        }
    }
}
