package io.ostiary.standalone.coverage;

import io.ostiary.gateway.model.Member;
import io.ostiary.gateway.model.OperationModel;
import io.ostiary.gateway.model.Protocol;
import io.ostiary.gateway.model.Shape.StringShape;
import io.ostiary.standalone.lesson.SignedCalls;
import io.ostiary.standalone.lesson.SignedCalls.Reply;

import software.amazon.awssdk.auth.credentials.AwsCredentials;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * An input as a REST request carries it: in path, query, headers and body, by the model.
 *
 * @param query names and values in turn
 */
record RestInput(
        String method, String path, List<String> query, Map<String, String> headers, String body) {

    static RestInput of(OperationModel operation, Map<String, Object> members) {
        var query = new TreeMap<String, String>();
        var headers = new HashMap<String, String>();
        var labels = new HashMap<String, String>();
        var inBody = new LinkedHashMap<>(members);
        operation.http().flags().forEach(flag -> query.put(flag, ""));
        for (Member member : operation.input().members()) {
            Object value = members.get(member.wireName());
            if (value == null) {
                continue;
            }
            switch (member.location()) {
                case URI -> labels.put(member.wireName(), value.toString());
                case QUERY -> query.put(member.wireName(), value.toString());
                case HEADER ->
                        headers.put(member.wireName().toLowerCase(Locale.ROOT), value.toString());
                case BODY -> {
                    continue;
                }
            }
            inBody.remove(member.wireName());
        }
        String path =
                operation.http().path().stream()
                        .map(
                                segment ->
                                        segment.isLabel()
                                                ? labels.getOrDefault(segment.text(), "")
                                                : segment.text())
                        .collect(Collectors.joining("/", "/", ""));
        boolean json = operation.service().protocol() == Protocol.REST_JSON;
        String body = json ? json(inBody, headers) : payload(operation, inBody);
        var pairs = new ArrayList<String>();
        query.forEach((name, value) -> pairs.addAll(List.of(name, value)));
        return new RestInput(operation.http().method(), path, pairs, headers, body);
    }

    private static String json(Map<String, Object> members, Map<String, String> headers) {
        if (members.isEmpty()) {
            return "";
        }
        headers.put("content-type", "application/json");
        return Input.json(members);
    }

    private static String payload(OperationModel operation, Map<String, Object> members) {
        Member payload = operation.input().payload();
        Object value = payload == null ? null : members.get(payload.wireName());
        return payload != null && payload.shape() instanceof StringShape && value != null
                ? value.toString()
                : "";
    }

    Reply call(SignedCalls calls, AwsCredentials who, String service) {
        return calls.rest(who, service, method, path, query, body, headers);
    }
}
