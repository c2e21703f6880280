package io.ostiary.contract.port;

/**
 * What a signature says of the body, by what stands in the place of the body's hash (Amazon S3 API
 * Reference, "Authenticating Requests: Using the Authorization Header", x-amz-content-sha256).
 */
public enum PayloadMode {
    /** The hash of the whole body is signed. */
    WHOLE("SHA256", true),
    /** The signature leaves the body out. */
    UNSIGNED("UNSIGNED-PAYLOAD", false),
    /** Each chunk of the body has a signature of its own, which follows from the one before. */
    CHUNKS("STREAMING-AWS4-HMAC-SHA256-PAYLOAD", true),
    /** The same, and headers behind the last chunk are signed, too. */
    CHUNKS_AND_TRAILER("STREAMING-AWS4-HMAC-SHA256-PAYLOAD-TRAILER", true),
    /** Chunks and headers behind them, none of them signed. */
    UNSIGNED_TRAILER("STREAMING-UNSIGNED-PAYLOAD-TRAILER", false);

    private static final PayloadMode[] MODES = values();

    private final String word;
    private final boolean signed;

    PayloadMode(String word, boolean signed) {
        this.word = word;
        this.signed = signed;
    }

    /** What clients write, and {@code SHA256} for a hash. */
    public String word() {
        return word;
    }

    /** Whether the body is signed, be it chunk by chunk. */
    public boolean isSigned() {
        return signed;
    }

    public boolean isChunked() {
        return this == CHUNKS || this == CHUNKS_AND_TRAILER;
    }

    /**
     * @param bodySha256 a hash, or one of the words
     */
    public static PayloadMode of(String bodySha256) {
        for (PayloadMode mode : MODES) {
            if (mode != WHOLE && mode.word.equals(bodySha256)) {
                return mode;
            }
        }
        return WHOLE;
    }
}
