package io.ostiary.gateway.protocol;

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
import io.ostiary.gateway.model.Shape.TimestampFormat;
import io.ostiary.gateway.model.Shape.TimestampShape;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Base64;

/** How one scalar is written: chosen once a shape and format, so that a call only writes. */
@FunctionalInterface
interface ScalarContent {

    void write(Utf8Writer out, Object value, TextForms texts);

    /**
     * @param document whether a policy document, see {@link EncodedDocuments}
     */
    static ScalarContent xml(Shape shape, boolean document) {
        return switch (shape) {
            case StringShape _ ->
                    document
                            ? (out, value, texts) -> out.percentEncoded(text(value, texts))
                            : (out, value, texts) -> out.xmlText(text(value, texts));
            case TimestampShape timestamp -> xmlTimestamp(timestamp.format());
            case BlobShape _ ->
                    (out, value, _) -> out.write(Base64.getEncoder().encode(blob(value)));
            case DoubleShape _ -> (out, value, _) -> out.ascii(String.valueOf(value));
            case IntegerShape _, LongShape _ -> ScalarContent::integer;
            case BooleanShape _ -> ScalarContent::bool;
            case StructureShape _, ListShape _, MapShape _ -> throw notScalar(shape);
        };
    }

    static ScalarContent json(Shape shape, boolean document) {
        return switch (shape) {
            case StringShape _ ->
                    document
                            ? (out, value, texts) -> {
                                out.write('"');
                                out.percentEncoded(text(value, texts));
                                out.write('"');
                            }
                            : (out, value, texts) -> out.jsonText(text(value, texts));
            case TimestampShape _ -> (out, value, _) -> epochSeconds(out, (Instant) value);
            case BlobShape _ ->
                    (out, value, _) ->
                            out.write('"')
                                    .write(Base64.getEncoder().encode(blob(value)))
                                    .write('"');
            case DoubleShape _ ->
                    (out, value, _) -> {
                        double number = ((Number) value).doubleValue();
                        if (Double.isFinite(number)) {
                            out.ascii(String.valueOf(value));
                        } else {
                            out.jsonText(String.valueOf(value));
                        }
                    };
            case IntegerShape _, LongShape _ -> ScalarContent::integer;
            case BooleanShape _ -> ScalarContent::bool;
            case StructureShape _, ListShape _, MapShape _ -> throw notScalar(shape);
        };
    }

    private static ScalarContent xmlTimestamp(TimestampFormat format) {
        return switch (format) {
            case UNSPECIFIED, DATE_TIME -> (out, value, _) -> out.timestamp((Instant) value);
            case EPOCH_SECONDS -> (out, value, _) -> epochSeconds(out, (Instant) value);
            case HTTP_DATE ->
                    (out, value, _) ->
                            out.ascii(
                                    DateTimeFormatter.RFC_1123_DATE_TIME.format(
                                            ((Instant) value).atOffset(ZoneOffset.UTC)));
        };
    }

    private static void epochSeconds(Utf8Writer out, Instant instant) {
        out.number(instant.getEpochSecond());
    }

    private static void integer(Utf8Writer out, Object value, TextForms texts) {
        out.number(((Number) value).longValue());
    }

    private static void bool(Utf8Writer out, Object value, TextForms texts) {
        out.ascii((Boolean) value ? "true" : "false");
    }

    private static String text(Object value, TextForms texts) {
        // Nearly all are, and a switch over types costs more than to write a short one.
        if (value instanceof String text) {
            return text;
        }
        return switch (value) {
            case Enum<?> constant -> constant.name();
            default -> texts.textOf(value);
        };
    }

    /** A text is told as its bytes. */
    private static byte[] blob(Object value) {
        return value instanceof String text
                ? text.getBytes(StandardCharsets.UTF_8)
                : (byte[]) value;
    }

    private static IllegalArgumentException notScalar(Shape shape) {
        return new IllegalArgumentException("not a scalar: " + shape.name());
    }
}
