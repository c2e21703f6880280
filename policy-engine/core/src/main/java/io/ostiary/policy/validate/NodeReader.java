package io.ostiary.policy.validate;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;

import io.ostiary.policy.validate.Node.ArrayNode;
import io.ostiary.policy.validate.Node.Member;
import io.ostiary.policy.validate.Node.NullNode;
import io.ostiary.policy.validate.Node.ObjectNode;
import io.ostiary.policy.validate.Node.ScalarNode;
import io.ostiary.policy.validate.Node.TextNode;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/** Reads JSON with the place of every value. */
final class NodeReader {

    /** A policy has eight levels; more is malice. */
    private static final int MAX_DEPTH = 32;

    private static final JsonFactory JSON =
            new JsonFactoryBuilder()
                    .configure(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES, false)
                    .configure(JsonFactory.Feature.INTERN_FIELD_NAMES, false)
                    .streamReadConstraints(
                            StreamReadConstraints.builder().maxNestingDepth(MAX_DEPTH).build())
                    .build();

    private final String text;
    private final JsonParser parser;

    private NodeReader(String text, JsonParser parser) {
        this.text = text;
        this.parser = parser;
    }

    /** The text is not JSON; where that showed. */
    static final class SyntaxError extends Exception {
        private final int offset;

        SyntaxError(int offset) {
            super("not JSON", null, false, false);
            this.offset = offset;
        }

        int offset() {
            return offset;
        }
    }

    static Node read(String text) throws SyntaxError {
        try (JsonParser parser = JSON.createParser(text)) {
            if (parser.nextToken() == null) {
                throw new SyntaxError(0);
            }
            Node node = new NodeReader(text, parser).value();
            if (parser.nextToken() != null) {
                throw new SyntaxError((int) parser.currentTokenLocation().getCharOffset());
            }
            return node;
        } catch (JsonProcessingException e) {
            long offset = e.getLocation() == null ? 0 : e.getLocation().getCharOffset();
            throw new SyntaxError((int) Math.clamp(offset, 0, text.length()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Node value() throws IOException {
        int start = start();
        return switch (parser.currentToken()) {
            case START_OBJECT -> object(start);
            case START_ARRAY -> {
                List<Node> elements = new ArrayList<>();
                while (parser.nextToken() != JsonToken.END_ARRAY) {
                    elements.add(value());
                }
                yield new ArrayNode(start, start() + 1, elements);
            }
            case VALUE_STRING -> new TextNode(start, stringEnd(start), parser.getText());
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> scalar(start, true);
            case VALUE_TRUE, VALUE_FALSE -> scalar(start, false);
            case VALUE_NULL -> new NullNode(start, start + 4);
            case END_OBJECT, END_ARRAY, FIELD_NAME, NOT_AVAILABLE, VALUE_EMBEDDED_OBJECT ->
                    throw new IllegalStateException("no value begins so");
        };
    }

    private ObjectNode object(int start) throws IOException {
        List<Member> members = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String name = parser.currentName();
            int nameStart = start();
            int nameEnd = stringEnd(nameStart);
            parser.nextToken();
            members.add(new Member(name, nameStart, nameEnd, value()));
        }
        return new ObjectNode(start, start() + 1, members);
    }

    private ScalarNode scalar(int start, boolean isNumber) throws IOException {
        String spelt = parser.getText();
        return new ScalarNode(start, start + spelt.length(), spelt, isNumber);
    }

    private int start() {
        return (int) parser.currentTokenLocation().getCharOffset();
    }

    /** Behind the closing quote: the parser may stand further on already. */
    private int stringEnd(int start) {
        int at = start + 1;
        while (at < text.length() && text.charAt(at) != '"') {
            at += text.charAt(at) == '\\' ? 2 : 1;
        }
        return Math.min(at + 1, text.length());
    }
}
