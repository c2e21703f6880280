package io.ostiary.standalone;

import java.io.IOException;
import java.util.concurrent.TimeUnit;

/** Whether this machine has a program that some tests need; where not, they say SKIPPED. */
public final class InstalledProgram {
    private static final long PATIENCE_SECONDS = 60;

    private InstalledProgram() {}

    /** Starts it and waits for its end; false as well when it fails or does not end. */
    public static boolean runs(String... command) {
        try {
            var process =
                    new ProcessBuilder(command)
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start();
            return process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS) && process.exitValue() == 0;
        } catch (IOException _) {
            return false;
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
