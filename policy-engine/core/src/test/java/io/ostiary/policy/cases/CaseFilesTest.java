package io.ostiary.policy.cases;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import io.ostiary.policy.cases.CaseFile.DecisionCase;
import io.ostiary.policy.cases.CaseFile.WriteCase;
import io.ostiary.policy.evaluate.Decision;
import io.ostiary.policy.explain.Explanation;
import io.ostiary.policy.parse.PolicyParseResult;
import io.ostiary.policy.parse.PolicyParseResult.MalformedPolicy;
import io.ostiary.policy.parse.PolicyParseResult.ParsedPolicy;
import io.ostiary.policy.parse.PolicyParser;

import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

import java.io.IOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Stream;

/** Every case of every file below {@code cases}: evaluator, explainer and reference must agree. */
class CaseFilesTest {

    @TestFactory
    List<DynamicTest> everyCase() throws IOException, URISyntaxException {
        URL folder = Objects.requireNonNull(CaseFilesTest.class.getResource("/cases"));
        List<DynamicTest> tests = new ArrayList<>();
        try (Stream<Path> files = Files.list(Path.of(folder.toURI()))) {
            for (Path file : files.sorted().toList()) {
                CaseFile.Cases cases = CaseFile.read(file);
                for (DecisionCase one : cases.decisions()) {
                    tests.add(DynamicTest.dynamicTest(one.name(), () -> decide(one)));
                }
                for (WriteCase one : cases.writes()) {
                    tests.add(DynamicTest.dynamicTest(one.name(), () -> write(one)));
                }
            }
        }
        return tests;
    }

    private static void decide(DecisionCase one) {
        Decision decision = one.scenario().decision();
        assertEquals(one.decision(), name(decision.outcome()));
        assertEquals(one.decision(), one.scenario().reference(), "reference evaluator");
        if (one.layer() != null) {
            assertEquals(one.layer().toUpperCase(Locale.ROOT), String.valueOf(decision.layer()));
        }
        Explanation explanation = one.scenario().explanation();
        assertEquals(decision, explanation.decision());
        if (!one.by().isEmpty()) {
            assertEquals(
                    one.by(),
                    explanation.deciding().stream()
                            .map(applied -> applied.policy() + "/" + applied.statement())
                            .toList());
        }
    }

    private static void write(WriteCase one) {
        PolicyParseResult result = PolicyParser.parse(one.text(), one.kind());
        if (one.malformed() == null) {
            assertInstanceOf(ParsedPolicy.class, result, result::toString);
        } else {
            assertEquals(new MalformedPolicy(one.malformed()), result);
        }
    }

    static String name(Decision.Outcome outcome) {
        return switch (outcome) {
            case ALLOW -> "allow";
            case EXPLICIT_DENY -> "explicitDeny";
            case IMPLICIT_DENY -> "implicitDeny";
        };
    }
}
