package io.ostiary.log.codec;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.util.BufferRecycler;
import com.fasterxml.jackson.core.util.ByteArrayBuilder;

import java.io.IOException;
import java.io.UncheckedIOException;

/** Bytes to values and back, by shape; bounded in depth, length and names. */
final class Json {

    /**
     * The longest string in a value, in characters. What comes from outside is far below, and no
     * record is larger than a megabyte; a credential report has a thousand for each of its users at
     * most.
     */
    private static final int MAX_STRING = 1 << 25;

    private static final int MAX_DEPTH = 32;
    private static final int MAX_NAME = 128;
    private static final int MAX_NUMBER = 20;

    private static final JsonFactory FACTORY =
            new JsonFactoryBuilder()
                    .streamReadConstraints(
                            StreamReadConstraints.builder()
                                    .maxNestingDepth(MAX_DEPTH)
                                    .maxStringLength(MAX_STRING)
                                    .maxNameLength(MAX_NAME)
                                    .maxNumberLength(MAX_NUMBER)
                                    .build())
                    .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
                    .build();

    private Json() {}

    static byte[] write(Shape shape, Object value) {
        BufferRecycler buffers = FACTORY._getBufferRecycler();
        try (var bytes = new ByteArrayBuilder(buffers)) {
            try (JsonGenerator out = FACTORY.createGenerator(bytes)) {
                shape.write(out, value);
            }
            return bytes.getClearAndRelease();
        } catch (IOException e) {
            // Only text that is not Unicode (a lone surrogate) comes here.
            throw new UncheckedIOException(e);
        } finally {
            buffers.releaseToPool();
        }
    }

    static Object read(Shape shape, byte[] bytes, Shape.Reading reading) throws Unreadable {
        try (JsonParser in = FACTORY.createParser(bytes)) {
            if (in.nextToken() == null) {
                throw new Unreadable(Unreadable.Reason.VALUE, "empty");
            }
            Object value = shape.read(in, reading);
            if (in.nextToken() != null) {
                throw new Unreadable(Unreadable.Reason.VALUE, "more behind the value");
            }
            return value;
        } catch (IOException | RuntimeException _) {
            // The parser's message and a constructor's repeat what they refuse.
            throw new Unreadable(Unreadable.Reason.VALUE, "not the JSON of this type");
        }
    }
}
