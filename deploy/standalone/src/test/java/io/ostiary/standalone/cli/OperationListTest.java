package io.ostiary.standalone.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.PrintWriter;
import java.io.StringWriter;

/** What {@code operations} prints, and the file that it reads. */
final class OperationListTest {
    private final StringWriter out = new StringWriter();

    @Test
    void anOperationIsPrintedWithItsTestOrItsReason() {
        assertEquals(0, Ostiary.run(new PrintWriter(out), new PrintWriter(out), "operations"));
        var lines = out.toString().lines().toList();
        assertTrue(lines.stream().anyMatch(l -> l.matches("iam CreateUser built: \\S+Test")));
        assertTrue(
                lines.contains(
                        "iam CreateSAMLProvider not built: SAML providers: come with federation and"
                                + " MFA"));
        assertTrue(lines.getLast().matches("\\d+ of \\d+ operations are built"), lines.getLast());
    }

    @Test
    void whatIsWrittenIsWhatIsRead() {
        var list = OperationList.load();
        assertEquals(list, OperationList.parse(list.text()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "iam\tGetUser\tbuilt",
                "iam\tGetUser\tbuilt\t",
                "iam\tGetUser\tperhaps\tx",
                "iam\tGetUser\tbuilt\tx\ty"
            })
    void aLineThatSaysTooLittleIsRefused(String line) {
        assertThrows(IllegalArgumentException.class, () -> OperationList.parse(line));
    }
}
