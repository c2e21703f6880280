package io.ostiary.standalone.coverage;

import io.ostiary.gateway.model.Member;
import io.ostiary.gateway.model.OperationModel;
import io.ostiary.gateway.model.Shape;
import io.ostiary.gateway.model.Shape.BlobShape;
import io.ostiary.gateway.model.Shape.BooleanShape;
import io.ostiary.gateway.model.Shape.DoubleShape;
import io.ostiary.gateway.model.Shape.IntegerShape;
import io.ostiary.gateway.model.Shape.ListShape;
import io.ostiary.gateway.model.Shape.LongShape;
import io.ostiary.gateway.model.Shape.MapShape;
import io.ostiary.gateway.model.Shape.StringShape;
import io.ostiary.gateway.model.Shape.StructureShape;
import io.ostiary.gateway.model.Shape.TimestampShape;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Inputs along an operation's model. From one that is valid, each member in turn is left out, given
 * at and beyond the bounds of its constraints, and given as something else than it is; and there is
 * one member too many. A value is known by its member's name, or made up from its shape.
 *
 * @param values plain values by member name
 */
record ModelRequests(Map<String, String> values) {
    /** Beyond it a longer text says nothing new and costs much. */
    private static final long LONGEST = 20_000;

    private static final long FAR = 1L << 40;

    private static final List<String> LETTERS = List.of("a", "A", "1", "/", "é");
    private static final List<String> WRONG_TEXTS =
            List.of("\u0001", "é", " ", "a b", "../..", "*", "<a>&'\"");

    /**
     * @param what in words
     */
    record Request(String what, Input input) {}

    Input valid(OperationModel operation) {
        return new Input(structure(operation.input()));
    }

    /**
     * @param more members beyond the required ones; a name, or name=value
     */
    Input valid(OperationModel operation, List<String> more) {
        Input input = valid(operation);
        for (String each : more) {
            int at = each.indexOf('=');
            String name = at < 0 ? each : each.substring(0, at);
            Member member = operation.input().member(name).orElseThrow();
            input =
                    input.with(
                            member.wireName(),
                            at < 0 ? value(name, member.shape()) : each.substring(at + 1));
        }
        return input;
    }

    List<Request> around(OperationModel operation) {
        Input valid = valid(operation);
        List<Request> requests = new ArrayList<>();
        requests.add(new Request("as the model has it", valid));
        requests.add(new Request("a surplus member", valid.with("Surplus", "x")));
        for (Member member : operation.input().members()) {
            String name = member.wireName();
            if (member.required()) {
                requests.add(new Request("without " + name, valid.without(name)));
            }
            for (Object value : around(member)) {
                requests.add(new Request(name + " " + shown(value), valid.with(name, value)));
            }
        }
        return requests;
    }

    private static String shown(Object value) {
        String text = value.toString();
        return text.length() < 60 ? text : text.substring(0, 50) + "… of " + text.length();
    }

    private Set<Object> around(Member member) {
        Set<Object> found = new LinkedHashSet<>();
        Object one = value(member.name(), member.shape());
        found.add(one);
        found.add(List.of(one, one));
        found.add(Map.of("Key", "x"));
        found.add(Map.of());
        switch (member.shape()) {
            case StringShape string -> found.addAll(texts(string));
            case IntegerShape number -> found.addAll(numbers(number.min(), number.max()));
            case LongShape number -> found.addAll(numbers(number.min(), number.max()));
            case BooleanShape _ -> found.addAll(List.of(true, false, "maybe", "TRUE", 1, ""));
            case BlobShape _ -> found.addAll(List.of("", "=", "not base 64", "YQ=="));
            case TimestampShape _ -> found.addAll(List.of("yesterday", -1, "", FAR));
            case DoubleShape _ -> found.addAll(List.of("x", -1, 0, FAR));
            case ListShape list -> found.addAll(lists(member.name(), list));
            case StructureShape structure -> found.addAll(parts(structure));
            case MapShape _ -> found.add(Map.of("a", "b"));
        }
        return found;
    }

    private List<Object> lists(String name, ListShape list) {
        List<Object> found = new ArrayList<>();
        found.add(List.of());
        found.add("x");
        if (list.max() != null && list.max() <= 200) {
            found.add(distinct(name, list, list.max().intValue()));
            found.add(distinct(name, list, list.max().intValue() + 1));
        }
        for (Object each : around(list.element())) {
            found.add(List.of(each));
        }
        return found;
    }

    private List<Object> distinct(String name, ListShape list, int size) {
        List<Object> found = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            found.add(
                    list.element().shape() instanceof StructureShape structure
                                    && structure.member("Key").isPresent()
                            ? Map.of("Key", "k" + i, "Value", "v")
                            : value(name, list.element().shape()));
        }
        return found;
    }

    private List<Object> parts(StructureShape shape) {
        List<Object> found = new ArrayList<>();
        Map<String, Object> whole = structure(shape);
        for (Member part : shape.members()) {
            Map<String, Object> less = new LinkedHashMap<>(whole);
            less.remove(part.wireName());
            found.add(less);
            for (Object each : around(part)) {
                Map<String, Object> changed = new LinkedHashMap<>(whole);
                changed.put(part.wireName(), each);
                found.add(changed);
            }
        }
        Map<String, Object> more = new LinkedHashMap<>(whole);
        more.put("Surplus", "x");
        found.add(more);
        return found;
    }

    private static List<Object> numbers(@Nullable Long min, @Nullable Long max) {
        List<Object> found = new ArrayList<>(List.of("x", "1.5", "", 0, -1, FAR));
        for (Long bound : Arrays.asList(min, max)) {
            if (bound != null) {
                found.addAll(List.of(bound - 1, bound, bound + 1));
            }
        }
        return found;
    }

    private static List<Object> texts(StringShape shape) {
        List<Object> found = new ArrayList<>(WRONG_TEXTS);
        found.add("");
        if (!shape.enumValues().isEmpty()) {
            found.addAll(shape.enumValues());
            found.add(shape.enumValues().getFirst().toLowerCase(Locale.ROOT) + "x");
        }
        for (Long bound : Arrays.asList(shape.min(), shape.max())) {
            if (bound != null && bound <= LONGEST) {
                for (long length = Math.max(0, bound - 1); length <= bound + 1; length++) {
                    found.add(filled(shape, length));
                }
            }
        }
        return found;
    }

    /** A text of this length that fits the pattern, if repeating one letter can. */
    private static String filled(StringShape shape, long length) {
        int times = (int) length;
        return LETTERS.stream()
                .map(letter -> letter.repeat(times))
                .filter(text -> fits(shape, text))
                .findFirst()
                .orElse("a".repeat(times));
    }

    private static boolean fits(StringShape shape, String text) {
        var pattern = shape.pattern();
        return pattern == null || pattern.matches(text);
    }

    private Map<String, Object> structure(StructureShape shape) {
        Map<String, Object> members = new LinkedHashMap<>();
        for (Member member : shape.members()) {
            if (member.required()) {
                members.put(member.wireName(), value(member.name(), member.shape()));
            }
        }
        return members;
    }

    private Object value(String name, Shape shape) {
        return switch (shape) {
            case StructureShape structure -> structure(structure);
            case ListShape list -> List.of(value(name, list.element().shape()));
            case MapShape _ -> Map.of();
            case StringShape string ->
                    Optional.ofNullable(values.get(name)).orElseGet(() -> made(string));
            case IntegerShape number -> number.min() == null ? 1 : number.min();
            case LongShape number -> number.min() == null ? 1 : number.min();
            case DoubleShape _ -> 1;
            case BooleanShape _ -> true;
            case TimestampShape _ -> "2026-01-01T00:00:00Z";
            case BlobShape _ -> "YQ==";
        };
    }

    private static String made(StringShape shape) {
        if (!shape.enumValues().isEmpty()) {
            return shape.enumValues().getFirst();
        }
        long min = shape.min() == null ? 1 : Math.max(1, shape.min());
        return filled(shape, min);
    }
}
