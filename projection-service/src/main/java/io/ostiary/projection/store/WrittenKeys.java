package io.ostiary.projection.store;

/**
 * The keys of the rows that were written to a store since it was empty, as a Bloom filter: what it
 * does not know is not in the store, and need not be looked for. Of what a long log makes nearly
 * everything is looked for first, and is not there; asking RocksDB for it was an eighth of the
 * fold. Used by the folding thread alone.
 *
 * <p>A key sets {@link #PROBES} bits of one word, so it costs one access to memory. Of five million
 * keys one unknown in a hundred is taken for a known one, of ten million one in twenty: then the
 * store is asked.
 */
final class WrittenKeys {

    /** Sixty-four bits each; eight megabytes. */
    private static final int WORDS = 1 << 20;

    private static final int PROBES = 4;

    /** Of splitmix64: spreads the few bits of a string's hash over all sixty-four. */
    private static final long SPREAD = 0xbf58476d1ce4e5b9L;

    private final long[] words = new long[WORDS];

    void add(String key) {
        long hash = spread(key);
        words[word(hash)] |= bits(hash);
    }

    /** False when the key was never added. */
    boolean mayHold(String key) {
        long hash = spread(key);
        long bits = bits(hash);
        return (words[word(hash)] & bits) == bits;
    }

    private static long spread(String key) {
        long hash = key.hashCode() * SPREAD;
        return (hash ^ hash >>> 32) * SPREAD;
    }

    private static int word(long hash) {
        return (int) (hash >>> 44);
    }

    private static long bits(long hash) {
        long bits = 0;
        for (int i = 0; i < PROBES; i++) {
            bits |= 1L << (hash >>> 6 * i);
        }
        return bits;
    }
}
