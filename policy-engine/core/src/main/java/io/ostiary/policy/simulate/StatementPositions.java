package io.ostiary.policy.simulate;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;

import io.ostiary.contract.shape.MatchedStatement.Position;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Where the statements of a document stand, as the simulator tells it. Its positions are those of a
 * reader that has just taken what comes before: a statement in a list begins behind the bracket or
 * behind the statement before it, one without a list behind its own brace, and each ends behind its
 * closing brace (the examples of IAM's API Reference and of the AWS CLI, SimulateCustomPolicy and
 * SimulatePrincipalPolicy).
 */
final class StatementPositions {

    private static final JsonFactory JSON = new JsonFactory();

    private StatementPositions() {}

    /** From behind what comes before to behind the closing brace. */
    record Range(Position start, Position end) {}

    /**
     * In the order of the document.
     *
     * @param text of a document that the parser has accepted
     */
    static List<Range> of(String text) {
        try (JsonParser parser = JSON.createParser(text)) {
            parser.nextToken();
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                boolean found = parser.currentName().equals("Statement");
                parser.nextToken();
                if (found) {
                    return statements(parser);
                }
                parser.skipChildren();
            }
            return List.of();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<Range> statements(JsonParser parser) throws IOException {
        List<Range> ranges = new ArrayList<>();
        Position start = here(parser);
        if (parser.currentToken() == JsonToken.START_OBJECT) {
            parser.skipChildren();
            ranges.add(new Range(start, here(parser)));
            return ranges;
        }
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            parser.skipChildren();
            Position end = here(parser);
            ranges.add(new Range(start, end));
            start = end;
        }
        return ranges;
    }

    private static Position here(JsonParser parser) {
        JsonLocation location = parser.currentLocation();
        return new Position(location.getLineNr(), location.getColumnNr());
    }
}
