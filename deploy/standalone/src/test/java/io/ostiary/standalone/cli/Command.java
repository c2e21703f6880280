package io.ostiary.standalone.cli;

import java.io.PrintWriter;
import java.io.StringWriter;

/** A run of {@code deploy/ostiary} in this process: how it ended and what it said. */
public record Command(int code, String out, String err) {

    public static Command run(String... arguments) {
        var out = new StringWriter();
        var err = new StringWriter();
        int code = Ostiary.run(new PrintWriter(out), new PrintWriter(err), arguments);
        return new Command(code, out.toString(), err.toString());
    }
}
