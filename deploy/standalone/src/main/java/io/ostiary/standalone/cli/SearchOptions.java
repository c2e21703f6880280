package io.ostiary.standalone.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import io.ostiary.standalone.cli.CallerOptions.Caller;
import io.ostiary.standalone.folder.Unusable;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

import java.io.PrintWriter;
import java.net.http.HttpResponse;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;

/** What both searches take, and how they are sent and told. */
final class SearchOptions {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int PAGE = 1_000;

    @Mixin private CallerOptions caller = new CallerOptions();

    @Option(
            names = "--context",
            paramLabel = "KEY=VALUE",
            description =
                    "what is known of the request, such as aws:SourceIp=10.1.2.3; again for more."
                            + " What depends on other keys is answered with \"if\"")
    private List<String> context = List.of();

    @Option(names = "--json", description = "a line of JSON for each answer, and no table")
    private boolean json;

    /**
     * Asks page by page and prints as the answers come.
     *
     * @param question members of the request
     * @param nothing what to say when nothing was found
     */
    int run(@Nullable CommandSpec spec, String path, Map<String, String> question, String nothing)
            throws JsonProcessingException {
        if (spec == null) {
            return 0;
        }
        ObjectNode body = JSON.createObjectNode();
        question.forEach(body::put);
        addContext(spec, body.putObject("context"));
        body.put("limit", PAGE);
        Caller asker = caller.caller(System.getenv());
        var post = new SignedPost(asker, InstantSource.system());
        PrintWriter out = spec.commandLine().getOut();
        boolean any = false;
        String next = "";
        do {
            if (!next.isEmpty()) {
                body.put("nextToken", next);
            }
            JsonNode page = answer(asker, post, path, body);
            JsonNode results = page.path("results");
            any |= !results.isEmpty();
            if (json) {
                for (JsonNode each : results) {
                    out.println(JSON.writeValueAsString(each));
                }
            } else {
                out.print(SearchTable.of(results));
            }
            next = page.path("nextToken").asText("");
        } while (!next.isEmpty());
        if (!any && !json) {
            out.println(nothing);
        }
        out.flush();
        return 0;
    }

    private void addContext(CommandSpec spec, ObjectNode into) {
        for (String each : context) {
            int equals = each.indexOf('=');
            if (equals < 1) {
                throw new ParameterException(
                        spec.commandLine(), "--context is KEY=VALUE, not " + each);
            }
            String key = each.substring(0, equals);
            (into.get(key) instanceof ArrayNode known ? known : into.putArray(key))
                    .add(each.substring(equals + 1));
        }
    }

    private static JsonNode answer(Caller asker, SignedPost post, String path, ObjectNode body)
            throws JsonProcessingException {
        HttpResponse<String> response =
                post.send(
                        path,
                        Map.of("content-type", "application/json"),
                        JSON.writeValueAsString(body));
        JsonNode read;
        try {
            read = JSON.readTree(response.body());
        } catch (JsonProcessingException e) {
            throw new Unusable(
                    "what answers at " + asker.url() + " is no Ostiary: set AWS_ENDPOINT_URL", e);
        }
        if (response.statusCode() == 200) {
            return read;
        }
        JsonNode error = read.path("error");
        throw new Unusable(error.path("code").asText() + ": " + error.path("message").asText());
    }
}
