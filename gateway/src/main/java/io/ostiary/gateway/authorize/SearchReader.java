package io.ostiary.gateway.authorize;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;

import io.ostiary.contract.port.SearchCall;
import io.ostiary.contract.port.SearchCall.Sought;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.util.List;
import java.util.Map;

/**
 * Searches, in our own form ({@code action, resource} or {@code principal} with one of them, {@code
 * type, context, limit, nextToken}) and in AuthZEN's (Authorization API 1.0, "Search API": one of
 * subject, action and resource is sought, {@code page} has token and limit).
 */
final class SearchReader {

    private static final int DEFAULT_SIZE = 100;
    private static final int MAX_TYPE = 64;
    private static final int MAX_TOKEN = 8 * 1024;

    /** Of a type, or under a name, that no subject has: nobody, who may do nothing. */
    private static final String NOBODY = "";

    private final Route route;
    private final JsonParser in;
    private final MemberReader members;
    private @Nullable String principal;
    private @Nullable String type;
    private @Nullable String action;
    private @Nullable String resource;
    private Map<String, List<String>> context = Map.of();
    private String token = "";
    private int size = DEFAULT_SIZE;

    private SearchReader(Route route, JsonParser in) {
        this.route = route;
        this.in = in;
        this.members = new MemberReader(in);
    }

    static SearchRequest read(Route route, byte[] body) throws MalformedBody {
        return Bodies.read(body, in -> new SearchReader(route, in).read());
    }

    private SearchRequest read() throws IOException, MalformedBody {
        while (in.nextToken() != JsonToken.END_OBJECT) {
            String member = in.currentName();
            in.nextToken();
            switch (route.style()) {
                case NATIVE -> nativeMember(member);
                case AUTHZEN -> authZenMember(member);
            }
        }
        Sought sought = members.fault() == null ? sought() : null;
        String fault = members.fault();
        if (fault != null || sought == null) {
            throw MalformedBody.invalid(
                    fault == null ? "Something is missing from the question." : fault);
        }
        boolean authZen = route.style() == Route.Style.AUTHZEN;
        return new SearchRequest(sought, authZen, authZen ? type : null, context, token, size);
    }

    private void nativeMember(String member) throws IOException {
        switch (member) {
            case "principal" -> principal = members.text(member, NativeReader.MAX_NAME);
            case "type" -> type = members.text(member, MAX_TYPE);
            case "action" -> action = members.text(member, NativeReader.MAX_NAME);
            case "resource" -> resource = members.text(member, NativeReader.MAX_NAME);
            case "context" -> context = members.context();
            case "limit" -> size(members.number(member, 1, SearchCall.MAX_SIZE));
            case "nextToken" -> token(members.text(member, MAX_TOKEN));
            default -> members.unknown(member);
        }
    }

    private void authZenMember(String member) throws IOException {
        switch (member) {
            case "subject" -> subject();
            case "action" -> {
                if (route == Route.SEARCH_ACTION) {
                    in.skipChildren();
                } else {
                    action = AuthZenReader.entity(in, members, member, "name").name();
                }
            }
            case "resource" -> {
                if (route == Route.SEARCH_RESOURCE) {
                    type = AuthZenReader.sought(in, members, member);
                } else {
                    resource = AuthZenReader.entity(in, members, member, "id").name();
                }
            }
            case "context" -> context = members.context();
            case "page" -> page();
            // Section 10.1.1: "receivers MUST ignore unknown fields".
            default -> in.skipChildren();
        }
    }

    private void subject() throws IOException {
        if (route == Route.SEARCH_SUBJECT) {
            type = AuthZenReader.sought(in, members, "subject");
            return;
        }
        AuthZenReader.Entity subject = AuthZenReader.entity(in, members, "subject", "id");
        if (subject.type() != null && subject.name() != null) {
            principal =
                    AuthZenReader.isOfType(subject.type(), subject.name())
                            ? subject.name()
                            : NOBODY;
        }
    }

    private void page() throws IOException {
        if (!members.isObject("page")) {
            return;
        }
        while (in.nextToken() != JsonToken.END_OBJECT) {
            String member = in.currentName();
            in.nextToken();
            switch (member) {
                case "token" -> {
                    // An empty one is what the last page gave.
                    if (in.currentToken() != JsonToken.VALUE_STRING || !in.getText().isEmpty()) {
                        token(members.text("page.token", MAX_TOKEN));
                    }
                }
                case "limit" -> size(members.number("page.limit", 0, Integer.MAX_VALUE));
                // Meant for others, and it changes no answer.
                default -> in.skipChildren();
            }
        }
    }

    private void token(@Nullable String text) {
        token = text == null ? "" : text;
    }

    private void size(@Nullable Integer number) {
        size = number == null ? DEFAULT_SIZE : Math.min(number, SearchCall.MAX_SIZE);
    }

    /** Null where something is missing; a fault where there is too much. */
    private @Nullable Sought sought() {
        return switch (route) {
            case WHO_CAN -> {
                if (principal != null) {
                    members.fault("Who can is the question: it takes no principal.");
                }
                yield action == null || resource == null
                        ? null
                        : new Sought.Subjects(type, action, resource);
            }
            case SEARCH_SUBJECT ->
                    type == null || action == null || resource == null
                            ? null
                            : new Sought.Subjects(
                                    AuthZenReader.SUBJECTS.contains(type) ? type : NOBODY,
                                    action,
                                    resource);
            case WHAT_CAN -> whatCan();
            case SEARCH_ACTION ->
                    principal == null || resource == null
                            ? null
                            : new Sought.Actions(principal, resource);
            case SEARCH_RESOURCE ->
                    principal == null || action == null || type == null
                            ? null
                            : new Sought.Resources(type, principal, action);
            case AUTHORIZE, BATCH, CHUNKS, EVALUATION, EVALUATIONS, METADATA ->
                    throw new IllegalArgumentException("no search: " + route);
        };
    }

    private @Nullable Sought whatCan() {
        if (action != null && resource != null) {
            members.fault("Of action and resource one is sought: ask " + Route.AUTHORIZE.path());
        }
        if (principal == null) {
            return null;
        }
        if (action != null) {
            return new Sought.Resources(type, principal, action);
        }
        if (type != null) {
            members.fault("Actions have no type.");
        }
        return new Sought.Actions(principal, resource);
    }
}
