package io.ostiary.standalone.cli;

import com.fasterxml.jackson.databind.JsonNode;

import java.util.ArrayList;
import java.util.List;

/** Answers of a search as lines for people: who or what, yes or if, and below what that is on. */
final class SearchTable {

    private static final String INDENT = "      ";

    private final StringBuilder out = new StringBuilder();

    private SearchTable() {}

    /**
     * @param results of one page; columns are as wide as its answers
     */
    static String of(JsonNode results) {
        var table = new SearchTable();
        int type = width(results, "type");
        int name = 0;
        for (JsonNode each : results) {
            name = Math.max(name, name(each).length());
        }
        for (JsonNode each : results) {
            if (type > 0) {
                table.cell(each.path("type").asText(), type);
            }
            table.cell(name(each), name);
            table.out.append(each.path("decision").asText()).append(side(each)).append('\n');
            for (JsonNode condition : each.path("conditions")) {
                table.out.append(INDENT).append(condition(condition)).append('\n');
            }
            if (each.path("more").asBoolean()) {
                table.out.append(INDENT).append("and more\n");
            }
        }
        return table.out.toString();
    }

    private static int width(JsonNode results, String member) {
        int width = 0;
        for (JsonNode each : results) {
            width = Math.max(width, each.path(member).asText().length());
        }
        return width;
    }

    private static String name(JsonNode result) {
        for (String member : List.of("principal", "action", "resource")) {
            if (result.has(member)) {
                return result.path(member).asText();
            }
        }
        return "";
    }

    private void cell(String text, int width) {
        out.append(text).repeat(' ', width - text.length() + 2);
    }

    /** Of one account's answer the other's is not told. */
    private static String side(JsonNode result) {
        return switch (result.path("side").asText()) {
            case "principal" -> ", as far as this account goes";
            case "resource" -> ", if its own account allows it too";
            default -> "";
        };
    }

    private static String condition(JsonNode condition) {
        boolean allow = condition.path("effect").asText().equals("Allow");
        String told = allow ? "allowed by " : "unless denied by ";
        if (!condition.has("policy")) {
            return told + "a " + condition.path("layer").asText();
        }
        String statement =
                told
                        + condition.path("policy").asText()
                        + " statement "
                        + condition.path("statement").asText()
                        + ": ";
        if (!condition.has("key")) {
            return statement + "the resource is one of its";
        }
        List<String> values = new ArrayList<>();
        condition.path("values").forEach(value -> values.add(value.asText()));
        return statement
                + condition.path("key").asText()
                + ' '
                + condition.path("operator").asText()
                + ' '
                + String.join(", ", values);
    }
}
