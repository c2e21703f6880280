package io.ostiary.gateway.authorize;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;

import io.ostiary.gateway.protocol.StrictJson;

import java.io.IOException;

/** From a request's body to what a reader makes of its one JSON object. */
final class Bodies {

    private Bodies() {}

    /** Reads an object that the parser stands at the beginning of, to its end. */
    @FunctionalInterface
    interface Reader<T> {
        T read(JsonParser in) throws IOException, MalformedBody;
    }

    static <T> T read(byte[] body, Reader<T> reader) throws MalformedBody {
        try (JsonParser in = StrictJson.parser(body)) {
            if (in == null || in.nextToken() != JsonToken.START_OBJECT) {
                throw MalformedBody.notJson();
            }
            T value = reader.read(in);
            if (in.nextToken() != null) {
                throw MalformedBody.notJson();
            }
            return value;
        } catch (IOException e) {
            throw MalformedBody.notJson();
        }
    }
}
