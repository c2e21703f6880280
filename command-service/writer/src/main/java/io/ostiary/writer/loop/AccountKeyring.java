package io.ostiary.writer.loop;

import io.ostiary.contract.id.AccountId;
import io.ostiary.log.codec.AccountKey.ShreddedKey;
import io.ostiary.log.codec.AccountKey.WrappedKey;
import io.ostiary.sealing.AccountKeys;
import io.ostiary.sealing.DataKey;
import io.ostiary.state.view.Defect;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * The wrapped data keys of a partition's accounts. A key is unwrapped only when it is used. One
 * that was drawn for a command counts only once that command is accepted and its batch committed.
 * Confined to the writer's thread.
 */
final class AccountKeyring {

    private static final int FIRST_VERSION = 1;

    private final AccountKeys keys;
    private final Map<AccountId, WrappedKey> committed = new HashMap<>();
    private final Map<AccountId, WrappedKey> accepted = new HashMap<>();
    private final Map<AccountId, WrappedKey> drawn = new HashMap<>();
    private final Set<AccountId> shreddedNow = new HashSet<>();
    private final Set<AccountId> shredded = new HashSet<>();

    AccountKeyring(AccountKeys keys) {
        this.keys = keys;
    }

    /** What the topic says. */
    void fold(AccountId account, WrappedKey key) {
        committed.put(account, key);
    }

    /** What the topic says by a tombstone: gone for good. */
    void shred(AccountId account) {
        committed.remove(account);
    }

    WrappedKey draw(AccountId account) {
        var key = new WrappedKey(FIRST_VERSION, keys.wrap(keys.create(account), FIRST_VERSION));
        drawn.put(account, key);
        return key;
    }

    /**
     * @throws Defect when the account has no key or it is not ours: the command fails, nothing
     *     happens
     */
    DataKey open(AccountId account) {
        WrappedKey key = drawn.get(account);
        if (key == null) {
            key = accepted.get(account);
        }
        if (key == null) {
            key = committed.get(account);
        }
        if (key == null) {
            throw new Defect("account " + account + " has no data key");
        }
        return keys.unwrap(account, key.version(), key.key())
                .orElseThrow(() -> new Defect("the data key of " + account + " does not open"));
    }

    /** What the command in hand has drawn; not yet accepted. */
    WrappedKey drawn(AccountId account) {
        WrappedKey key = drawn.get(account);
        if (key == null) {
            throw new Defect("no data key was drawn for " + account);
        }
        return key;
    }

    /** The command in hand ends the account: its key goes, if that is accepted and committed. */
    ShreddedKey shredding(AccountId account) {
        shreddedNow.add(account);
        return new ShreddedKey();
    }

    /** The next command begins: what the last one did and did not get accepted is forgotten. */
    void next() {
        drawn.clear();
        shreddedNow.clear();
    }

    /** The command in hand is accepted. */
    void accept() {
        accepted.putAll(drawn);
        shredded.addAll(shreddedNow);
        next();
    }

    /** The batch is committed. */
    void commit() {
        committed.putAll(accepted);
        committed.keySet().removeAll(shredded);
        drop();
    }

    /** The batch is dropped. */
    void drop() {
        accepted.clear();
        shredded.clear();
        next();
    }
}
