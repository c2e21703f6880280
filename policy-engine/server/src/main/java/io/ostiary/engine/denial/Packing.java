package io.ostiary.engine.denial;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Base64;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.Inflater;
import java.util.zip.InflaterInputStream;

/** A record as one line: policies repeat themselves, so it is a tenth of its length. */
final class Packing {

    private static final int MOST = 1 << 20;

    private Packing() {}

    static byte[] line(byte[] record) {
        var deflater = new Deflater(Deflater.BEST_SPEED, true);
        var packed = new ByteArrayOutputStream();
        try (var packing = new DeflaterOutputStream(packed, deflater)) {
            packing.write(record);
        } catch (IOException e) {
            throw new IllegalStateException("memory does not fail", e);
        } finally {
            deflater.end();
        }
        return Base64.getEncoder().encode(packed.toByteArray());
    }

    /**
     * @throws IllegalArgumentException when it is no line of ours
     */
    static byte[] record(byte[] line) {
        byte[] packed = Base64.getDecoder().decode(line);
        try (var unpacking =
                new InflaterInputStream(new ByteArrayInputStream(packed), new Inflater(true))) {
            return unpacking.readNBytes(MOST);
        } catch (IOException e) {
            throw new IllegalArgumentException("not a record of ours", e);
        }
    }
}
