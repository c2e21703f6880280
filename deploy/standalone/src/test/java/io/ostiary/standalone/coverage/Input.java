package io.ostiary.standalone.coverage;

import io.ostiary.gateway.model.OperationModel;
import io.ostiary.gateway.model.Protocol;
import io.ostiary.standalone.lesson.SignedCalls;
import io.ostiary.standalone.lesson.SignedCalls.Reply;

import software.amazon.awssdk.auth.credentials.AwsCredentials;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * An operation's input in either protocol.
 *
 * @param members by wire name; texts, numbers, booleans, lists and maps of these
 */
record Input(Map<String, Object> members) {
    Input {
        members = new LinkedHashMap<>(members);
    }

    Input with(String name, Object value) {
        var changed = new LinkedHashMap<>(members);
        changed.put(name, value);
        return new Input(changed);
    }

    Input without(String name) {
        var changed = new LinkedHashMap<>(members);
        changed.remove(name);
        return new Input(changed);
    }

    Reply call(SignedCalls calls, AwsCredentials who, OperationModel operation) {
        return SignedCalls.caughtUp(() -> callOnce(calls, who, operation));
    }

    private Reply callOnce(SignedCalls calls, AwsCredentials who, OperationModel operation) {
        String service = operation.service().signingName();
        if (operation.service().protocol().isRest()) {
            return RestInput.of(operation, members).call(calls, who, service);
        }
        return operation.service().protocol() == Protocol.QUERY
                ? calls.post(
                        who,
                        service,
                        SignedCalls.form(
                                operation.name(), operation.service().version(), parameters()),
                        Map.of())
                : calls.post(
                        who,
                        service,
                        json(members),
                        Map.of(
                                "content-type",
                                "application/x-amz-json-1.1",
                                "x-amz-target",
                                operation.service().targetPrefix() + "." + operation.name()));
    }

    private String[] parameters() {
        List<String> pairs = new ArrayList<>();
        members.forEach((name, value) -> flatten(name, value, pairs));
        return pairs.toArray(String[]::new);
    }

    private static void flatten(String name, Object value, List<String> pairs) {
        switch (value) {
            case List<?> list -> {
                if (list.isEmpty()) {
                    pairs.addAll(List.of(name, "")); // how an empty list is spelt
                }
                for (int i = 0; i < list.size(); i++) {
                    flatten(name + ".member." + (i + 1), list.get(i), pairs);
                }
            }
            case Map<?, ?> map -> map.forEach((k, v) -> flatten(name + "." + k, v, pairs));
            default -> pairs.addAll(List.of(name, value.toString()));
        }
    }

    static String json(Object value) {
        return switch (value) {
            case List<?> list ->
                    list.stream().map(Input::json).collect(Collectors.joining(",", "[", "]"));
            case Map<?, ?> map ->
                    map.entrySet().stream()
                            .map(e -> json(e.getKey()) + ":" + json(e.getValue()))
                            .collect(Collectors.joining(",", "{", "}"));
            case Number number -> number.toString();
            case Boolean bool -> bool.toString();
            default -> quoted(value.toString());
        };
    }

    private static String quoted(String text) {
        var quoted = new StringBuilder("\"");
        for (char c : text.toCharArray()) {
            if (c < ' ' || c == '"' || c == '\\') {
                quoted.append("\\u%04x".formatted((int) c));
            } else {
                quoted.append(c);
            }
        }
        return quoted.append('"').toString();
    }
}
