package io.ostiary.standalone.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

import java.io.PrintWriter;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Callable;

/** Why a request was denied. */
@Command(
        name = "explain",
        description = {
            "Tell why a request was denied, statement by statement, and what would allow it.",
            "Denials are kept for 24 hours, the last 10,000 of an account."
        },
        mixinStandardHelpOptions = true)
final class ExplainCommand implements Callable<Integer> {
    private static final ObjectMapper JSON = new ObjectMapper();

    @Spec private @Nullable CommandSpec spec;
    @Mixin private CallerOptions caller = new CallerOptions();

    @Parameters(
            paramLabel = "REQUEST_ID",
            description = "as the denied call was answered: x-amzn-requestid")
    private String requestId = "";

    @Option(
            names = "--account",
            paramLabel = "ID",
            description =
                    "of a member, for its management account: tells its organization's policies"
                            + " (default: the caller's own)")
    private @Nullable String account;

    @Option(names = "--json", description = "print the answer as it comes")
    private boolean json;

    @Override
    public Integer call() throws JsonProcessingException {
        Map<String, Object> input = new HashMap<>(Map.of("RequestId", requestId));
        if (account != null) {
            input.put("AccountId", account);
        }
        JsonNode answer =
                new OperatorCall(caller.caller(System.getenv()), InstantSource.system())
                        .send("ExplainDenial", input);
        if (spec != null) {
            PrintWriter out = spec.commandLine().getOut();
            out.print(
                    json
                            ? JSON.writerWithDefaultPrettyPrinter().writeValueAsString(answer)
                                    + "\n"
                            : ExplainedText.of(answer));
            out.flush();
        }
        return 0;
    }
}
