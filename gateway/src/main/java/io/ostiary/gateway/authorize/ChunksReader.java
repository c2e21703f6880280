package io.ostiary.gateway.authorize;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;

import io.ostiary.contract.port.ChunkCall;
import io.ostiary.contract.port.ChunkCall.Chunk;
import io.ostiary.contract.port.ChunkCall.Trailer;
import io.ostiary.contract.port.SignedRequest.Header;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Chunks of a streamed body: {@code {continuation, chunks: [{sha256, signature}], trailer:
 * {headers, signature}}}.
 */
final class ChunksReader {

    private static final int MAX_CONTINUATION = 24 * 1024;
    private static final int DIGITS = 64;

    private ChunksReader() {}

    /** A request as it was read. */
    record Chunks(String continuation, List<Chunk> chunks, @Nullable Trailer trailer) {}

    static Chunks read(byte[] body) throws MalformedBody {
        return Bodies.read(body, ChunksReader::read);
    }

    private static Chunks read(JsonParser in) throws IOException, MalformedBody {
        var members = new MemberReader(in);
        String continuation = null;
        List<Chunk> chunks = List.of();
        Trailer trailer = null;
        while (in.nextToken() != JsonToken.END_OBJECT) {
            String member = in.currentName();
            in.nextToken();
            switch (member) {
                case "continuation" -> continuation = members.text(member, MAX_CONTINUATION);
                case "chunks" -> chunks = chunks(in, members);
                case "trailer" -> trailer = trailer(in, members);
                default -> members.unknown(member);
            }
        }
        if (continuation == null || (chunks.isEmpty() && trailer == null)) {
            members.fault("A request holds a continuation, and chunks or a trailer.");
        }
        String fault = members.fault();
        if (fault != null || continuation == null) {
            throw MalformedBody.invalid(String.valueOf(fault));
        }
        return new Chunks(continuation, chunks, trailer);
    }

    private static List<Chunk> chunks(JsonParser in, MemberReader members)
            throws IOException, MalformedBody {
        if (in.currentToken() != JsonToken.START_ARRAY) {
            members.unfit("chunks must be a list.");
            return List.of();
        }
        List<Chunk> chunks = new ArrayList<>();
        while (in.nextToken() != JsonToken.END_ARRAY) {
            if (chunks.size() >= ChunkCall.MAX_CHUNKS) {
                throw MalformedBody.invalid(
                        "A request holds up to " + ChunkCall.MAX_CHUNKS + " chunks.");
            }
            chunks.add(chunk(in, members));
        }
        return chunks;
    }

    private static Chunk chunk(JsonParser in, MemberReader members) throws IOException {
        String sha256 = null;
        String signature = null;
        if (members.isObject("A chunk")) {
            while (in.nextToken() != JsonToken.END_OBJECT) {
                String member = in.currentName();
                in.nextToken();
                switch (member) {
                    case "sha256" -> sha256 = members.text(member, DIGITS);
                    case "signature" -> signature = members.text(member, DIGITS);
                    default -> members.unknown(member);
                }
            }
        }
        if (sha256 == null || signature == null || !Hexadecimal.isSha256(sha256)) {
            members.fault("A chunk has sha256 and signature: 64 lower-case hexadecimal digits.");
            return new Chunk("", "");
        }
        return new Chunk(sha256, signature);
    }

    private static @Nullable Trailer trailer(JsonParser in, MemberReader members)
            throws IOException {
        List<Header> headers = List.of();
        String signature = null;
        if (members.isObject("trailer")) {
            while (in.nextToken() != JsonToken.END_OBJECT) {
                String member = in.currentName();
                in.nextToken();
                switch (member) {
                    case "headers" -> headers = SignedRequestReader.headers(in, members);
                    case "signature" -> signature = members.text(member, DIGITS);
                    default -> members.unknown(member);
                }
            }
        }
        if (signature == null || headers.isEmpty()) {
            members.fault("A trailer has headers and a signature.");
            return null;
        }
        return new Trailer(headers, signature);
    }
}
