package io.ostiary.sealing;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;

/**
 * What a seal is bound to without containing it: parts, each with its length in front, so that no
 * two lists of parts give the same bytes.
 */
public final class AssociatedData {

    /** Bound to nothing but its key. */
    public static final AssociatedData NONE = of();

    private final byte[] bytes;

    private AssociatedData(byte[] bytes) {
        this.bytes = bytes;
    }

    public static AssociatedData of(String... parts) {
        var encoded = new byte[parts.length][];
        int length = 0;
        for (int i = 0; i < parts.length; i++) {
            encoded[i] = parts[i].getBytes(UTF_8);
            length += Integer.BYTES + encoded[i].length;
        }
        ByteBuffer bytes = ByteBuffer.allocate(length);
        for (byte[] part : encoded) {
            bytes.putInt(part.length).put(part);
        }
        return new AssociatedData(bytes.array());
    }

    /** The caller must not change it. */
    byte[] bytes() {
        return bytes;
    }
}
