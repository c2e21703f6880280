package io.ostiary.gateway.protocol;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads as much of Smithy's IDL 2.0 as the awsQuery cases use: shapes, members, traits, {@code
 * apply}. Node values become String, Double, Boolean, List and Map; a bare identifier becomes its
 * name.
 */
final class SmithyIdl {

    /**
     * A shape: its kind ({@code structure}, {@code list} …), traits, members or node properties.
     */
    static final class ShapeNode {
        final String kind;
        final Map<String, Object> traits;
        final Map<String, MemberNode> members = new LinkedHashMap<>();
        final Map<String, Object> properties = new LinkedHashMap<>();

        ShapeNode(String kind, Map<String, Object> traits) {
            this.kind = kind;
            this.traits = new LinkedHashMap<>(traits);
        }
    }

    record MemberNode(String target, Object value, Map<String, Object> traits) {}

    private final String text;
    private final Map<String, ShapeNode> shapes;
    private final Map<String, Map<String, Object>> applied;
    private int at;

    private SmithyIdl(
            String text, Map<String, ShapeNode> shapes, Map<String, Map<String, Object>> applied) {
        this.text = text;
        this.shapes = shapes;
        this.applied = applied;
    }

    /** All shapes of the files by simple name; their names do not clash. */
    static Map<String, ShapeNode> read(List<String> files) {
        Map<String, ShapeNode> shapes = new LinkedHashMap<>();
        Map<String, Map<String, Object>> applied = new LinkedHashMap<>();
        for (String file : files) {
            new SmithyIdl(file, shapes, applied).statements();
        }
        applied.forEach((shape, traits) -> merge(shapes.get(shape).traits, traits));
        return shapes;
    }

    private static void merge(Map<String, Object> into, Map<String, Object> traits) {
        traits.forEach(
                (name, value) ->
                        into.merge(
                                name,
                                value,
                                (a, b) -> {
                                    List<Object> both = new ArrayList<>((List<?>) a);
                                    both.addAll((List<?>) b);
                                    return both;
                                }));
    }

    private void statements() {
        for (space(); at < text.length(); space()) {
            if (text.charAt(at) == '$') {
                line();
                continue;
            }
            Map<String, Object> traits = traits();
            String word = identifier();
            switch (word) {
                case "namespace", "use" -> identifier();
                case "metadata" -> {
                    identifier();
                    expect('=');
                    node();
                }
                case "apply" -> {
                    Map<String, Object> target =
                            applied.computeIfAbsent(identifier(), _ -> new LinkedHashMap<>());
                    expect('@'); // one trait: those behind it belong to the next shape
                    merge(target, trait(new LinkedHashMap<>()));
                }
                default -> shape(word, traits);
            }
        }
    }

    private void shape(String kind, Map<String, Object> traits) {
        ShapeNode shape = new ShapeNode(kind, traits);
        shapes.put(identifier(), shape);
        switch (kind) {
            case "service", "operation" -> {
                expect('{');
                while (!accept('}')) {
                    String property = identifier();
                    expect(':');
                    shape.properties.put(property, node());
                }
            }
            case "structure", "union", "list", "map", "enum", "intEnum" -> {
                expect('{');
                while (!accept('}')) {
                    Map<String, Object> memberTraits = traits();
                    String name = identifier();
                    if (accept('=')) {
                        shape.members.put(name, new MemberNode("", node(), memberTraits));
                    } else {
                        expect(':');
                        shape.members.put(name, new MemberNode(identifier(), "", memberTraits));
                    }
                }
            }
            default -> {}
        }
    }

    private Map<String, Object> traits() {
        Map<String, Object> traits = new LinkedHashMap<>();
        while (accept('@')) {
            trait(traits);
        }
        return traits;
    }

    private Map<String, Object> trait(Map<String, Object> into) {
        into.put(identifier(), accept('(') ? arguments() : Boolean.TRUE);
        return into;
    }

    private Object arguments() {
        space();
        char c = text.charAt(at);
        if (c == '"' || c == '[' || c == '{') {
            Object value = node();
            expect(')');
            return value;
        }
        Map<String, Object> fields = new LinkedHashMap<>();
        while (!accept(')')) {
            String name = identifier();
            expect(':');
            fields.put(name, node());
        }
        return fields;
    }

    private Object node() {
        space();
        char c = text.charAt(at);
        if (c == '"') {
            return string();
        }
        if (accept('[')) {
            List<Object> elements = new ArrayList<>();
            while (!accept(']')) {
                elements.add(node());
            }
            return elements;
        }
        if (accept('{')) {
            Map<String, Object> fields = new LinkedHashMap<>();
            while (!accept('}')) {
                space();
                String name = text.charAt(at) == '"' ? string() : identifier();
                expect(':');
                fields.put(name, node());
            }
            return fields;
        }
        if (c == '-' || Character.isDigit(c)) {
            int start = at;
            while ("-+.eE0123456789".indexOf(text.charAt(at)) >= 0) {
                at++;
            }
            return Double.valueOf(text.substring(start, at));
        }
        String word = identifier();
        return switch (word) {
            case "true" -> Boolean.TRUE;
            case "false" -> Boolean.FALSE;
            default -> word;
        };
    }

    private String string() {
        if (text.startsWith("\"\"\"", at)) {
            int start = text.indexOf('\n', at) + 1;
            int end = text.indexOf("\"\"\"", start);
            at = end + 3;
            return text.substring(start, end).stripIndent().translateEscapes();
        }
        int end = at + 1;
        while (text.charAt(end) != '"') {
            end += text.charAt(end) == '\\' ? 2 : 1;
        }
        String value = text.substring(at + 1, end).translateEscapes();
        at = end + 1;
        return value;
    }

    private String identifier() {
        space();
        int start = at;
        while (at < text.length()
                && (Character.isLetterOrDigit(text.charAt(at))
                        || "_.#$".indexOf(text.charAt(at)) >= 0)) {
            at++;
        }
        if (start == at) {
            throw new IllegalStateException(
                    "no name at: " + text.substring(at, Math.min(at + 40, text.length())));
        }
        return text.substring(start, at);
    }

    private boolean accept(char c) {
        space();
        if (at < text.length() && text.charAt(at) == c) {
            at++;
            return true;
        }
        return false;
    }

    private void expect(char c) {
        if (!accept(c)) {
            throw new IllegalStateException(
                    "no " + c + " at: " + text.substring(at, Math.min(at + 40, text.length())));
        }
    }

    private void line() {
        int end = text.indexOf('\n', at);
        at = end < 0 ? text.length() : end;
    }

    private void space() {
        while (at < text.length()) {
            if (text.startsWith("//", at)) {
                line();
            } else if (Character.isWhitespace(text.charAt(at)) || text.charAt(at) == ',') {
                at++;
            } else {
                return;
            }
        }
    }
}
