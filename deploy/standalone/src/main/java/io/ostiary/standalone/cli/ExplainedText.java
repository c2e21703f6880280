package io.ostiary.standalone.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The answer of ExplainDenial, to be read in a terminal. */
final class ExplainedText {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final DefaultPrettyPrinter PRETTY =
            new DefaultPrettyPrinter().withObjectIndenter(new DefaultIndenter("  ", "\n"));

    private final StringBuilder out = new StringBuilder();

    private ExplainedText() {}

    static String of(JsonNode answer) {
        var text = new ExplainedText();
        for (JsonNode denial : answer.path("Denials")) {
            if (!text.out.isEmpty()) {
                text.line("");
            }
            text.denial(denial);
        }
        return text.out.toString();
    }

    private void denial(JsonNode denial) {
        long time = Math.round(denial.path("Time").asDouble());
        line("denied   " + Instant.ofEpochSecond(time));
        line("who      " + denial.path("PrincipalArn").asText());
        line("what     " + denial.path("Action").asText());
        line("where    " + denial.path("Resource").asText());
        line("why      " + why(denial));
        line("now      " + now(denial));
        statements(denial.path("Statements"));
        suggestions(denial.path("Suggestions"));
    }

    private static String why(JsonNode denial) {
        String layer = denial.path("Layer").asText();
        return switch (denial.path("Decision").asText()) {
            case "explicitDeny" -> "a statement denies it: " + layer;
            case "implicitDeny" -> "nothing allows it: " + layer;
            case "allowedByThisSide" ->
                    "this account's side allows it, the other account's does not";
            default -> denial.path("Message").asText("another account's policies decided");
        };
    }

    private static String now(JsonNode denial) {
        if (!denial.path("Differs").asBoolean()) {
            return "the same";
        }
        return switch (denial.path("Now").asText()) {
            case "allow" -> "it would be allowed";
            case "explicitDeny" -> "a statement would deny it";
            case "implicitDeny" -> "it would be denied, since nothing would allow it";
            case "allowedByThisSide" -> "this account's side would allow it";
            case "gone" -> "who asked is no longer there";
            default -> "it would be refused";
        };
    }

    private void statements(JsonNode statements) {
        String layer = "";
        String policy = "";
        for (JsonNode statement : statements) {
            String itsLayer = statement.path("Layer").asText();
            String itsPolicy = itsLayer + '/' + statement.path("Policy").asText();
            if (!itsLayer.equals(layer)) {
                line("");
                line(itsLayer);
                policy = "";
            }
            if (!itsPolicy.equals(policy)) {
                line("  " + statement.path("Policy").asText());
            }
            layer = itsLayer;
            policy = itsPolicy;
            line(
                    "    %s %-5s %s: %s"
                            .formatted(
                                    statement.path("Applied").asBoolean() ? "*" : "-",
                                    statement.path("Effect").asText(),
                                    statement.path("Statement").asText(),
                                    clause(statement)));
        }
    }

    private static String clause(JsonNode statement) {
        if (statement.path("Applied").asBoolean()) {
            return "applies";
        }
        String clause = statement.path("FailedClause").asText();
        if (!clause.equals("Condition")) {
            return "another " + clause.toLowerCase(Locale.ROOT);
        }
        List<String> found = texts(statement.path("Found"));
        return "%s %s wants %s, found %s"
                .formatted(
                        statement.path("Operator").asText(),
                        statement.path("Key").asText(),
                        String.join(" or ", texts(statement.path("Wanted"))),
                        found.isEmpty() ? "no such key" : String.join(", ", found));
    }

    private void suggestions(JsonNode suggestions) {
        int number = 0;
        for (JsonNode suggestion : suggestions) {
            line("");
            line(
                    (number++ == 0 ? "This would allow it" : "Or this")
                            + (suggestion.path("Exact").asBoolean()
                                    ? ", and change nothing else:"
                                    : ", and more than it:"));
            for (JsonNode change : suggestion.path("Changes")) {
                change(change);
            }
        }
    }

    private void change(JsonNode change) {
        String layer = change.path("Layer").asText();
        String policy = change.path("Policy").asText();
        String named =
                policy.isEmpty() ? withArticle(layer) + " of its own" : policy + " (" + layer + ")";
        String statement = change.path("Statement").asText();
        switch (change.path("Kind").asText()) {
            case "AddStatement" -> line("  add to " + named);
            case "EditStatement" ->
                    line("  in " + named + " put in the place of statement " + statement);
            case "RemoveStatement" -> line("  remove statement " + statement + " of " + named);
            case "AskManagementAccount" ->
                    line("  ask the management account to change its " + layer);
            case "AskMemberAccount" -> line("  the member changes its own policies");
            case "SetContext" -> {
                List<String> values = texts(change.path("Values"));
                line(
                        values.isEmpty()
                                ? "  ask without " + change.path("Key").asText()
                                : "  ask with %s = %s"
                                        .formatted(
                                                change.path("Key").asText(),
                                                String.join(", ", values)));
            }
            default -> line("  " + change);
        }
        for (JsonNode text : change.path("Statements")) {
            pretty(text.asText()).lines().forEach(one -> line("    " + one));
        }
    }

    private static String withArticle(String layer) {
        return (layer.startsWith("i") ? "an " : "a ") + layer;
    }

    private static String pretty(String json) {
        try {
            return JSON.writer(PRETTY).writeValueAsString(JSON.readTree(json));
        } catch (JsonProcessingException e) {
            return json;
        }
    }

    private static List<String> texts(JsonNode values) {
        var texts = new ArrayList<String>();
        values.forEach(value -> texts.add(value.asText()));
        return texts;
    }

    private void line(String text) {
        out.append(text).append('\n');
    }
}
