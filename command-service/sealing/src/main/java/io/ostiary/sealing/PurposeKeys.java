package io.ostiary.sealing;

import io.ostiary.contract.secret.Secret;

import java.util.EnumMap;
import java.util.Map;
import java.util.Set;

/** The derived keys that a service holds instead of the master key. */
public final class PurposeKeys {

    private final Map<Purpose, PurposeKey> keys;

    private PurposeKeys(Map<Purpose, PurposeKey> keys) {
        this.keys = keys;
    }

    static PurposeKeys derived(MasterKey master, Set<Purpose> purposes) {
        var keys = new EnumMap<Purpose, PurposeKey>(Purpose.class);
        purposes.forEach(purpose -> keys.put(purpose, master.derive(purpose)));
        return new PurposeKeys(keys);
    }

    /**
     * As {@link #export} gave them.
     *
     * @throws IllegalArgumentException when a key has not exactly 32 bytes
     */
    public static PurposeKeys of(Map<Purpose, Secret> exported) {
        var keys = new EnumMap<Purpose, PurposeKey>(Purpose.class);
        exported.forEach((purpose, key) -> keys.put(purpose, PurposeKey.of(purpose, key)));
        return new PurposeKeys(keys);
    }

    /**
     * @throws IllegalStateException when there is none for this purpose: the service asks for
     *     something that is not its business
     */
    public PurposeKey key(Purpose purpose) {
        PurposeKey key = keys.get(purpose);
        if (key == null) {
            throw new IllegalStateException("no key for " + purpose + " in this service");
        }
        return key;
    }

    public boolean has(Purpose purpose) {
        return keys.containsKey(purpose);
    }

    public Seal seal(Purpose purpose) {
        return Seal.with(key(purpose));
    }

    /** For the key file of a role. */
    public Map<Purpose, Secret> export() {
        var exported = new EnumMap<Purpose, Secret>(Purpose.class);
        keys.forEach((purpose, key) -> exported.put(purpose, key.export()));
        return exported;
    }

    @Override
    public String toString() {
        return "PurposeKeys" + keys.keySet();
    }
}
