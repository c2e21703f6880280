package io.ostiary.standalone.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ostiary.contract.id.AccountId;
import io.ostiary.standalone.folder.DataFolder;
import io.ostiary.standalone.folder.Endpoint;
import io.ostiary.standalone.folder.FirstStart;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** What the command line prints, and where. */
final class EnvCommandTest {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @TempDir Path parent;

    @Test
    void envPrintsShellAndNothingElse() {
        var data = parent.resolve("it's data");
        var root = prepare(data);
        assertEquals(0, run("env", "--data", data.toString()));
        assertEquals("", err.toString());
        assertEquals(
                """
                unset AWS_SESSION_TOKEN AWS_SECURITY_TOKEN AWS_PROFILE AWS_DEFAULT_PROFILE \
                AWS_IGNORE_CONFIGURED_ENDPOINT_URLS AWS_ENDPOINT_URL_IAM AWS_ENDPOINT_URL_STS \
                AWS_ENDPOINT_URL_ORGANIZATIONS
                export AWS_ACCESS_KEY_ID=%s
                export AWS_SECRET_ACCESS_KEY=%s
                export AWS_REGION=eu-west-1
                export AWS_DEFAULT_REGION=eu-west-1
                export AWS_ENDPOINT_URL=http://127.0.0.1:4711
                """
                        .formatted(
                                root.account().accessKeyId(),
                                root.account().secretAccessKey().revealText()),
                out.toString());
    }

    @Test
    void theProfileLeadsToTheServer() throws Exception {
        var data = parent.resolve("data");
        var root = prepare(data);
        assertEquals(
                """
                [profile ostiary]
                region = eu-west-1
                endpoint_url = http://127.0.0.1:4711
                """,
                Files.readString(data.resolve("aws-config")));
        assertTrue(
                Files.readString(data.resolve("aws-credentials"))
                        .contains(root.account().secretAccessKey().revealText()));
    }

    @Test
    void withoutAFolderEnvSaysSoOnStderr() {
        assertEquals(1, run("env", "--data", parent.resolve("none").toString()));
        assertEquals("", out.toString());
        assertTrue(err.toString().contains("no data folder"), err.toString());
    }

    @Test
    void onAFolderThatNeverStartedEnvSaysSo() {
        var data = parent.resolve("data");
        DataFolder.open(data).close();
        assertEquals(1, run("env", "--data", data.toString()));
        assertTrue(err.toString().contains("never started"), err.toString());
        assertEquals("", out.toString());
    }

    @Test
    void onAFolderWhoseServerWasNeverReadyEnvSaysSo() {
        var data = parent.resolve("data");
        try (var folder = DataFolder.open(data)) {
            FirstStart.ensure(folder.files(), null, List.of("broker"));
        }
        assertEquals(1, run("env", "--data", data.toString()));
        assertTrue(err.toString().contains("no server has been ready"), err.toString());
    }

    @Test
    void wrongArgumentsAreOneSentenceAndCodeTwo() {
        assertEquals(2, run("start", "--account-id", "12"));
        assertTrue(err.toString().startsWith("ostiary: not an account id"), err.toString());
        assertEquals(2, run("start", "--account-id", "000000000000"));
        assertEquals(2, run("--port", "65536"));
        assertEquals(2, run("--region", "the moon"));
        assertEquals(2, run("--durability", "hope"));
        assertEquals(2, run("strat"));
        assertEquals(2, run("start", "--service", "gateway"));
        assertEquals("", out.toString());
    }

    @Test
    void helpHelps() {
        assertEquals(0, run("--help"));
        assertTrue(out.toString().contains("start | env | bench | operations | init | quota"));
        assertEquals(0, run("start", "--help"));
        assertTrue(out.toString().contains("--durability"));
        assertEquals("", err.toString());
    }

    @Test
    void aWordForTheShellIsQuotedWhenItMustBe() {
        assertEquals("a/b-c_d.e", Shell.quoted("a/b-c_d.e"));
        assertEquals("'it'\\''s $HOME'", Shell.quoted("it's $HOME"));
        assertEquals("''", Shell.quoted(""));
        assertFalse(Shell.quoted("a\nb").startsWith("a"));
    }

    private static FirstStart prepare(Path data) {
        try (var folder = DataFolder.open(data)) {
            var account = new AccountId("123456789012");
            var made = FirstStart.ensure(folder.files(), account, List.of("broker"));
            made.announce(folder.files(), new Endpoint(4711, "eu-west-1"));
            return made;
        }
    }

    private int run(String... arguments) {
        return Ostiary.run(new PrintWriter(out), new PrintWriter(err), arguments);
    }
}
