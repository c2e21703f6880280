package io.ostiary.writer.loop;

import io.ostiary.contract.event.EventEnvelope;
import io.ostiary.contract.id.AccountId;

import org.jspecify.annotations.Nullable;

import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.SequencedSet;
import java.util.Set;

/**
 * What one partition's events have folded to so far, and where the fold stands. Only committed
 * events ever reach it. Confined to the writer's thread.
 */
final class History {

    /** Of so many accounts the latest changes of rights are remembered one by one. */
    static final int DETAILED = 1_000;

    private final Map<AccountId, AccountHistory> accounts = new HashMap<>();

    /** Whose changes of rights are remembered one by one; what changed longest ago first. */
    private final SequencedSet<AccountId> detailed = new LinkedHashSet<>();

    private final Set<AccountId> refused = new HashSet<>();
    private long position;
    private EventEnvelope.@Nullable Source lastSource;

    AccountHistory account(AccountId id) {
        AccountHistory known = accounts.get(id);
        return known == null ? AccountHistory.empty(id) : known;
    }

    Iterable<AccountHistory> accounts() {
        return accounts.values();
    }

    /** The offset in iam.events that is folded next. */
    long position() {
        return position;
    }

    /** Where the newest event's command lies; null before the first event. */
    EventEnvelope.@Nullable Source lastSource() {
        return lastSource;
    }

    boolean isRefused(AccountId account) {
        return refused.contains(account);
    }

    /**
     * An event that cannot be read or applied may be a revocation: nothing is decided for this
     * account any more.
     */
    void refuse(AccountId account) {
        refused.add(account);
    }

    void fold(EventEnvelope event) {
        put(event.account(), account(event.account()).after(event));
    }

    private void put(AccountId id, AccountHistory known) {
        accounts.put(id, known);
        if (known.rights().hasDetails()) {
            detailed.addLast(id);
            if (detailed.size() > DETAILED) {
                accounts.computeIfPresent(
                        detailed.removeFirst(), (_, eldest) -> eldest.withoutDetails());
            }
        }
    }

    void sourceSeen(EventEnvelope.Source source) {
        lastSource = source;
    }

    void moveTo(long newPosition) {
        position = newPosition;
    }

    /**
     * What a committed batch has changed.
     *
     * @param next the offset behind the batch's last event; whoever takes the partition again goes
     *     on there, for these events are folded
     */
    void swapIn(Map<AccountId, AccountHistory> changed, EventEnvelope.Source source, long next) {
        changed.forEach(this::put);
        lastSource = source;
        position = next;
    }

    /**
     * The log is not the one that was folded: all is forgotten, and folded again from its start.
     */
    void reset() {
        accounts.clear();
        detailed.clear();
        refused.clear();
        position = 0;
        lastSource = null;
    }
}
