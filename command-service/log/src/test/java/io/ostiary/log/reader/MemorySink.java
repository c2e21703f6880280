package io.ostiary.log.reader;

import io.ostiary.contract.id.AccountId;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** Keeps every event, and all or nothing of a batch. Some events it cannot apply. */
final class MemorySink implements Sink, KeySink {

    final Map<AccountId, List<EventRecord>> histories = new ConcurrentHashMap<>();
    final Map<Integer, Mark> marks = new HashMap<>();
    final Map<AccountId, Refusal> refusals = new ConcurrentHashMap<>();
    final List<Halt> halts = new CopyOnWriteArrayList<>();
    final Map<AccountId, io.ostiary.log.codec.AccountKey> keys = new ConcurrentHashMap<>();
    final List<String> problems = new CopyOnWriteArrayList<>();
    volatile Lease lease = Lease.NONE;
    volatile int restarts;
    volatile boolean broken;
    private final Set<String> unfit = new HashSet<>();
    private boolean needsKeys;

    /** From now on an event of this request cannot be applied. */
    void cannotApply(String requestId) {
        unfit.add(requestId);
    }

    void canApplyAll() {
        unfit.clear();
    }

    /** From now on an account without a key that gets events is a problem. */
    void expectKeys() {
        needsKeys = true;
    }

    Mark markOf(int partition) {
        return Objects.requireNonNull(marks.get(partition));
    }

    Refusal refusalOf(AccountId account) {
        return Objects.requireNonNull(refusals.get(account));
    }

    @Override
    public Optional<Mark> mark(int partition) {
        return Optional.ofNullable(marks.get(partition));
    }

    @Override
    public Collection<Refusal> refusals() {
        return List.copyOf(refusals.values());
    }

    @Override
    public void restart() {
        histories.clear();
        marks.clear();
        refusals.clear();
        restarts++;
    }

    @Override
    public long revision(AccountId account) {
        List<EventRecord> history = histories.get(account);
        return history == null ? 0 : history.size();
    }

    @Override
    public void fold(Batch batch) {
        if (broken) {
            throw new SinkBroken("full", new java.io.IOException("no space left"));
        }
        var changed = new HashMap<AccountId, List<EventRecord>>();
        for (EventRecord event : batch.events()) {
            AccountId account = event.envelope().account();
            if (unfit.contains(event.envelope().requestId())) {
                throw new IllegalStateException("cannot apply");
            }
            if (needsKeys && !keys.containsKey(account)) {
                problems.add(account + " has no key at " + event.offset());
            }
            List<EventRecord> history =
                    changed.computeIfAbsent(
                            account,
                            _ -> new ArrayList<>(histories.getOrDefault(account, List.of())));
            if (event.envelope().revision() != history.size() + 1) {
                problems.add(account + " out of sequence at " + event.offset());
            }
            history.add(event);
        }
        batch.readmitted().forEach(refusals::remove);
        changed.forEach((account, history) -> histories.put(account, List.copyOf(history)));
        batch.refused().forEach(refusal -> refusals.put(refusal.account(), refusal));
        marks.put(batch.partition(), batch.mark());
    }

    @Override
    public void halt(Halt halt) {
        halts.add(halt);
    }

    @Override
    public void lease(Lease newLease) {
        lease = newLease;
    }

    @Override
    public void accountKey(AccountId account, io.ostiary.log.codec.AccountKey key) {
        keys.put(account, key);
    }

    @Override
    public boolean knows(AccountId account) {
        return keys.containsKey(account);
    }
}
