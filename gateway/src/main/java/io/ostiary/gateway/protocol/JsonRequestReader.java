package io.ostiary.gateway.protocol;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;

import io.ostiary.contract.error.CommonError;
import io.ostiary.gateway.model.Member;
import io.ostiary.gateway.model.OperationModel;
import io.ostiary.gateway.model.Protocol;
import io.ostiary.gateway.model.ServiceCatalog;
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
import io.ostiary.gateway.protocol.Value.BlobValue;
import io.ostiary.gateway.protocol.Value.BooleanValue;
import io.ostiary.gateway.protocol.Value.DoubleValue;
import io.ostiary.gateway.protocol.Value.IntegerValue;
import io.ostiary.gateway.protocol.Value.ListValue;
import io.ostiary.gateway.protocol.Value.MapValue;
import io.ostiary.gateway.protocol.Value.StringValue;
import io.ostiary.gateway.protocol.Value.StructureValue;
import io.ostiary.gateway.protocol.Value.TimestampValue;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads AWS JSON 1.1 requests along the operation's input shape.
 *
 * <p>The JSON must be one object in plain UTF-8. Refused: a key that occurs twice, anything after
 * the object, nesting beyond {@value StrictJson#MAX_DEPTH}, a member that is not in the model
 * (A090), a value of another type, text that XML cannot hold (the same names come back in XML
 * elsewhere).
 */
public final class JsonRequestReader {

    public static final int MAX_REQUEST = 1024 * 1024;
    private static final int MAX_ELEMENTS = 10_000;
    private static final int MAX_NUMBER = 40;

    private final ServiceCatalog catalog;

    public JsonRequestReader(ServiceCatalog catalog) {
        this.catalog = catalog;
    }

    /**
     * @param target the {@code X-Amz-Target} header
     */
    public OperationModel operation(@Nullable String target) {
        if (target == null || target.isEmpty()) {
            throw refused(CommonError.Kind.MISSING_ACTION, "The request names no operation.");
        }
        return catalog.findTarget(target)
                .orElseThrow(
                        () ->
                                refused(
                                        CommonError.Kind.INVALID_ACTION,
                                        "The operation "
                                                + TextRules.echo(target)
                                                + " is not known."));
    }

    /** An empty body counts as an object without members. */
    public StructureValue read(OperationModel operation, byte[] body) {
        return read(operation.input(), body);
    }

    /** The members of a shape that are in the body. */
    StructureValue read(StructureShape shape, byte[] body) {
        if (body.length > MAX_REQUEST) {
            throw invalid("The request is too large.");
        }
        if (body.length == 0) {
            return StructureValue.EMPTY;
        }
        try (JsonParser parser = StrictJson.parser(body)) {
            if (parser == null) {
                throw malformed("The request is not encoded in UTF-8.");
            }
            parser.nextToken();
            StructureValue value = structure(parser, shape);
            if (parser.nextToken() != null) {
                throw malformed("The request goes on after its end.");
            }
            return value;
        } catch (IOException e) {
            // Not Jackson's text: it quotes the input, which may be a secret.
            throw malformed("The request is not valid JSON.");
        }
    }

    private static StructureValue structure(JsonParser parser, StructureShape shape)
            throws IOException {
        expect(parser, JsonToken.START_OBJECT);
        Map<String, Value> members = new LinkedHashMap<>();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String name = parser.currentName();
            Member member = shape.byWireName(name);
            if (member == null) {
                throw invalid("The member " + TextRules.echo(name) + " is not known.");
            }
            if (parser.nextToken() != JsonToken.VALUE_NULL) {
                members.put(member.name(), value(parser, member.shape()));
            }
        }
        return new StructureValue(members);
    }

    private static Value value(JsonParser parser, Shape shape) throws IOException {
        return switch (shape) {
            case StructureShape structure -> structure(parser, structure);
            case ListShape list -> list(parser, list);
            case MapShape map -> map(parser, map);
            case StringShape _ -> new StringValue(text(parser));
            case IntegerShape _, LongShape _ -> new IntegerValue(integer(parser));
            case DoubleShape _ -> new DoubleValue(number(parser).doubleValue());
            case BooleanShape _ ->
                    switch (parser.currentToken()) {
                        case VALUE_TRUE -> new BooleanValue(true);
                        case VALUE_FALSE -> new BooleanValue(false);
                        default -> throw unexpected();
                    };
            case TimestampShape _ -> new TimestampValue(instant(number(parser)));
            case BlobShape _ -> blob(text(parser));
        };
    }

    private static ListValue list(JsonParser parser, ListShape shape) throws IOException {
        expect(parser, JsonToken.START_ARRAY);
        List<Value> elements = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            if (elements.size() >= MAX_ELEMENTS) {
                throw invalid("A list is too long.");
            }
            elements.add(value(parser, shape.element().shape()));
        }
        return new ListValue(elements);
    }

    private static MapValue map(JsonParser parser, MapShape shape) throws IOException {
        expect(parser, JsonToken.START_OBJECT);
        Map<String, Value> entries = new LinkedHashMap<>();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String key = parser.currentName();
            if (!TextRules.isXmlText(key) || entries.size() >= MAX_ELEMENTS) {
                throw invalid("A map is too large, or a key holds an invalid character.");
            }
            parser.nextToken();
            entries.put(key, value(parser, shape.value().shape()));
        }
        return new MapValue(entries);
    }

    private static String text(JsonParser parser) throws IOException {
        expect(parser, JsonToken.VALUE_STRING);
        String text = parser.getText();
        if (!TextRules.isXmlText(text)) {
            throw invalid("A value holds an invalid character.");
        }
        return text;
    }

    private static long integer(JsonParser parser) throws IOException {
        expect(parser, JsonToken.VALUE_NUMBER_INT);
        Long value = TextRules.integer(parser.getText());
        if (value == null) {
            throw unexpected();
        }
        return value;
    }

    private static BigDecimal number(JsonParser parser) throws IOException {
        JsonToken token = parser.currentToken();
        if (token != JsonToken.VALUE_NUMBER_INT && token != JsonToken.VALUE_NUMBER_FLOAT) {
            throw unexpected();
        }
        BigDecimal value = parser.getDecimalValue();
        // 1e999999999 is short to write and endless to expand.
        if (value.precision() - value.scale() > MAX_NUMBER || value.scale() > MAX_NUMBER) {
            throw unexpected();
        }
        return value;
    }

    private static Instant instant(BigDecimal epochSeconds) {
        long millis = epochSeconds.movePointRight(3).longValue();
        if (Math.abs(epochSeconds.doubleValue()) > 253_402_300_799d) { // the end of year 9999
            throw unexpected();
        }
        return Instant.ofEpochMilli(millis);
    }

    private static BlobValue blob(String text) {
        try {
            return new BlobValue(Base64.getDecoder().decode(text));
        } catch (IllegalArgumentException e) {
            throw unexpected();
        }
    }

    private static void expect(JsonParser parser, JsonToken token) {
        if (parser.currentToken() != token) {
            throw unexpected();
        }
    }

    private static RefusedRequest unexpected() {
        return malformed("A value is not of its type.");
    }

    private static RefusedRequest invalid(String message) {
        return refused(CommonError.Kind.VALIDATION_ERROR, message);
    }

    private static RefusedRequest malformed(String message) {
        return refused(CommonError.Kind.MALFORMED_INPUT, message);
    }

    private static RefusedRequest refused(CommonError.Kind kind, String message) {
        return new RefusedRequest(WireError.common(kind, message, Protocol.JSON_1_1));
    }
}
