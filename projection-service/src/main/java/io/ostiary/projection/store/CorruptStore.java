package io.ostiary.projection.store;

/** RocksDB failed, or a row is not what was written. The message never holds a row. */
public final class CorruptStore extends RuntimeException {

    private static final long serialVersionUID = 1L;

    CorruptStore(String message) {
        super(message);
    }

    CorruptStore(String message, Exception cause) {
        super(message, cause);
    }
}
