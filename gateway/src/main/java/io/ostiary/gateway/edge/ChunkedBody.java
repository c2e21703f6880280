package io.ostiary.gateway.edge;

import io.netty.buffer.ByteBuf;

import java.io.ByteArrayOutputStream;

/**
 * Takes in a body in chunks (RFC 9112, section 7.1) in its strictest form: a size of one to eight
 * hexadecimal digits and CRLF, as many bytes and CRLF, and behind the last chunk, of size 0, one
 * empty line. Extensions and trailers, which two programs may read in two ways (attack A019), are
 * faults.
 */
final class ChunkedBody {

    /** How far it is. */
    enum Progress {
        MORE,
        WHOLE,
        TOO_LARGE,
        FAULTY
    }

    private enum Place {
        SIZE,
        SIZE_LF,
        DATA,
        DATA_CR,
        DATA_LF,
        END_CR,
        END_LF
    }

    private static final int MOST_DIGITS = 8;

    private final int most;
    private final ByteArrayOutputStream body = new ByteArrayOutputStream();
    private Place place = Place.SIZE;
    private int digits;
    private long left;

    /**
     * @param most bytes that the chunks may hold together
     */
    ChunkedBody(int most) {
        this.most = most;
    }

    int size() {
        return body.size();
    }

    byte[] bytes() {
        return body.toByteArray();
    }

    /** Takes what is there, up to the end of the body and no further. */
    Progress read(ByteBuf in) {
        while (in.isReadable()) {
            if (place == Place.DATA) {
                data(in);
                continue;
            }
            Progress progress = step(in.readByte());
            if (progress != Progress.MORE) {
                return progress;
            }
        }
        return Progress.MORE;
    }

    private void data(ByteBuf in) {
        var part = new byte[(int) Math.min(left, in.readableBytes())];
        in.readBytes(part);
        body.writeBytes(part);
        left -= part.length;
        if (left == 0) {
            place = Place.DATA_CR;
        }
    }

    private Progress step(byte b) {
        return switch (place) {
            case SIZE -> size(b);
            case SIZE_LF -> b == '\n' ? begun() : Progress.FAULTY;
            case DATA_CR -> next(b == '\r', Place.DATA_LF);
            case DATA_LF -> {
                digits = 0;
                yield next(b == '\n', Place.SIZE);
            }
            case END_CR -> next(b == '\r', Place.END_LF);
            case END_LF -> b == '\n' ? Progress.WHOLE : Progress.FAULTY;
            case DATA -> throw new IllegalStateException("data is read by the piece");
        };
    }

    private Progress size(byte b) {
        int digit = b < 0 ? -1 : Character.digit(b, 16);
        if (digit >= 0 && digits < MOST_DIGITS) {
            left = digits == 0 ? digit : left << 4 | digit;
            digits++;
            return Progress.MORE;
        }
        return next(b == '\r' && digits > 0, Place.SIZE_LF);
    }

    /** Behind the line that tells a chunk's size. */
    private Progress begun() {
        if (left > most - body.size()) {
            return Progress.TOO_LARGE;
        }
        place = left == 0 ? Place.END_CR : Place.DATA;
        return Progress.MORE;
    }

    private Progress next(boolean sound, Place then) {
        place = then;
        return sound ? Progress.MORE : Progress.FAULTY;
    }
}
