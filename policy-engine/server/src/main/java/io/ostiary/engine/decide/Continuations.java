package io.ostiary.engine.decide;

import io.ostiary.contract.id.AccountId;
import io.ostiary.contract.secret.Secret;
import io.ostiary.sealing.AssociatedData;
import io.ostiary.sealing.Purpose;
import io.ostiary.sealing.PurposeKey;
import io.ostiary.sealing.Seal;

import org.jspecify.annotations.Nullable;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;

/**
 * Seals where a stream stands, for the asking account alone and for a quarter of an hour; every
 * answer gives a fresh one. Nothing of a stream is kept here, so any engine goes on with it.
 */
final class Continuations {

    static final Duration LIFE = Duration.ofMinutes(15);

    /** The longest that is looked at, in characters. */
    static final int MAX_LENGTH = 24 * 1024;

    private static final byte VERSION = 1;

    private final Seal seal;

    Continuations(PurposeKey key) {
        if (key.purpose() != Purpose.CHUNK_CONTINUATION) {
            throw new IllegalArgumentException("a key for continuations is wanted");
        }
        this.seal = Seal.with(key);
    }

    String seal(Continuation continuation, AccountId asker, Instant now) {
        var bytes = new ByteArrayOutputStream(512);
        try (var out = new DataOutputStream(bytes)) {
            out.writeByte(VERSION);
            out.writeLong(now.plus(LIFE).getEpochSecond());
            out.writeUTF(continuation.accessKeyId());
            writeOptional(out, continuation.sessionToken());
            out.writeUTF(continuation.timestamp());
            out.writeUTF(continuation.scope());
            out.writeUTF(continuation.last());
            writeOptional(out, continuation.trailer());
            out.writeBoolean(continuation.ended());
            out.writeUTF(continuation.action());
            out.writeUTF(continuation.resource());
            out.writeUTF(continuation.service());
            out.writeUTF(continuation.host());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        byte[] clear = bytes.toByteArray();
        String sealed = seal.seal(clear, binding(asker)).sealed();
        Arrays.fill(clear, (byte) 0);
        return sealed;
    }

    /** Null for everything that was not sealed here for this account, or too long ago. */
    @Nullable Continuation open(String sealed, AccountId asker, Instant now) {
        if (sealed.length() > MAX_LENGTH) {
            return null;
        }
        Secret clear = seal.open(sealed, binding(asker)).orElse(null);
        return clear == null ? null : read(clear.revealBytes(), now);
    }

    private static @Nullable Continuation read(byte[] clear, Instant now) {
        try (var in = new DataInputStream(new ByteArrayInputStream(clear))) {
            if (in.readByte() != VERSION || now.getEpochSecond() >= in.readLong()) {
                return null;
            }
            var continuation =
                    new Continuation(
                            in.readUTF(),
                            readOptional(in),
                            in.readUTF(),
                            in.readUTF(),
                            in.readUTF(),
                            readOptional(in),
                            in.readBoolean(),
                            in.readUTF(),
                            in.readUTF(),
                            in.readUTF(),
                            in.readUTF());
            return in.read() < 0 ? continuation : null;
        } catch (IOException e) {
            return null;
        } finally {
            Arrays.fill(clear, (byte) 0);
        }
    }

    private static void writeOptional(DataOutputStream out, @Nullable String text)
            throws IOException {
        out.writeBoolean(text != null);
        if (text != null) {
            out.writeUTF(text);
        }
    }

    private static @Nullable String readOptional(DataInputStream in) throws IOException {
        return in.readBoolean() ? in.readUTF() : null;
    }

    private static AssociatedData binding(AccountId asker) {
        return AssociatedData.of("chunks", asker.value());
    }
}
