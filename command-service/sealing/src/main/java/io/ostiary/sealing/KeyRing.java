package io.ostiary.sealing;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The epochs of the session token key: one that seals, and those that still open. A token of any
 * other epoch is not looked at.
 */
public final class KeyRing {

    private final int current;
    private final Map<Integer, PurposeKey> keys;

    /**
     * @param current the epoch that seals
     * @throws IllegalArgumentException when an epoch is not positive, a key has another purpose, or
     *     there is none for the current epoch
     */
    public KeyRing(int current, Map<Integer, PurposeKey> keys) {
        this.current = current;
        this.keys = new TreeMap<>();
        keys.forEach(
                (epoch, key) -> {
                    if (epoch <= 0) {
                        throw new IllegalArgumentException("epochs are counted from 1");
                    }
                    this.keys.put(epoch, key.require(Purpose.SESSION_TOKEN));
                });
        if (!keys.containsKey(current)) {
            throw new IllegalArgumentException("no key for the current epoch " + current);
        }
    }

    /** The first epoch, as every house begins. */
    public static KeyRing of(PurposeKey key) {
        return new KeyRing(1, Map.of(1, key));
    }

    int current() {
        return current;
    }

    Optional<PurposeKey> key(int epoch) {
        return Optional.ofNullable(keys.get(epoch));
    }

    @Override
    public String toString() {
        return "KeyRing" + keys.keySet();
    }
}
