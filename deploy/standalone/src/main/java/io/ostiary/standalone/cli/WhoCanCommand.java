package io.ostiary.standalone.cli;

import com.fasterxml.jackson.core.JsonProcessingException;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Callable;

/** Who may do this. */
@Command(
        name = "who-can",
        description = {
            "Who may do this: users, roles and root of the caller's account, and whom else the"
                    + " resource's policy lets in:",
            "  who-can s3:GetObject arn:aws:s3:::my-app-uploads/x",
            "Needs ostiary:WhoCan on arn:aws:ostiary::ACCOUNT:account."
        },
        mixinStandardHelpOptions = true)
final class WhoCanCommand implements Callable<Integer> {
    @Spec private @Nullable CommandSpec spec;
    @Mixin private SearchOptions search = new SearchOptions();

    @Parameters(index = "0", paramLabel = "ACTION", description = "such as s3:GetObject")
    private String action = "";

    @Parameters(
            index = "1",
            paramLabel = "RESOURCE",
            arity = "0..1",
            defaultValue = "*",
            description = "its ARN, or * for none (default: *)")
    private String resource = "*";

    @Option(names = "--type", paramLabel = "TYPE", description = "only these: user, role, root …")
    private @Nullable String type;

    @Override
    public Integer call() throws JsonProcessingException {
        Map<String, String> question =
                new HashMap<>(Map.of("action", action, "resource", resource));
        if (type != null) {
            question.put("type", type);
        }
        return search.run(spec, "/v1/who-can", question, "Nobody may.");
    }
}
