package io.ostiary.sealing;

import io.ostiary.contract.secret.Secret;

/** Fixed keys, so that golden values stay. */
final class TestKeys {

    static final MasterKey MASTER = master(1);

    private TestKeys() {}

    static MasterKey master(int seed) {
        var bytes = new byte[MasterKey.BYTES];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) (seed * 31 + i);
        }
        return MasterKey.of(Secret.of(bytes));
    }
}
