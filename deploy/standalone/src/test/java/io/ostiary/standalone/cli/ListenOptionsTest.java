package io.ostiary.standalone.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Starts that are refused before anything is made. */
final class ListenOptionsTest {
    private static final int MISUSED = 2;

    @TempDir private Path folder;

    private String refused(int code, String... options) {
        var err = new StringWriter();
        var arguments = new ArrayList<>(List.of("start", "--data", folder.resolve("d").toString()));
        arguments.addAll(List.of(options));
        assertEquals(
                code,
                Ostiary.run(
                        new PrintWriter(new StringWriter()),
                        new PrintWriter(err, true),
                        arguments.toArray(String[]::new)),
                err.toString());
        assertFalse(Files.exists(folder.resolve("d").resolve("master.key")));
        return err.toString();
    }

    @Test
    void a134_otherMachinesWithoutTlsAreRefusedWithTheMend() {
        for (String address : List.of("0.0.0.0:0", "[::]:0")) {
            String told = refused(MISUSED, "--listen", "127.0.0.1:0", "--listen", address);
            assertTrue(told.contains("--tls-cert"), told);
            assertTrue(told.contains("--insecure-listen"), told);
        }
        for (String service : List.of("engine", "projection", "gateway")) {
            String told =
                    refused(
                            MISUSED,
                            "--service",
                            service,
                            "--bootstrap-servers",
                            "localhost:1",
                            "--keys",
                            "none",
                            "--listen",
                            "0.0.0.0:0");
            assertTrue(told.contains("--insecure-listen"), told);
        }
    }

    @Test
    void halfOfWhatTlsNeedsAndWhatIsNoAddressIsRefused() throws IOException {
        assertTrue(refused(MISUSED, "--tls-cert", "x").contains("go together"));
        assertTrue(refused(MISUSED, "--listen", "4610").contains("no address"));
        assertTrue(refused(MISUSED, "--trusted-proxy", "10.0.0.0/64").contains("no network"));
        Path empty = Files.writeString(folder.resolve("empty.pem"), "");
        String told =
                refused(
                        1,
                        "--port",
                        "0",
                        "--tls-cert",
                        empty.toString(),
                        "--tls-key",
                        empty.toString());
        assertTrue(told.contains("holds no certificate"), told);
    }
}
