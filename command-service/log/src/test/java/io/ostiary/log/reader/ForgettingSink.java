package io.ostiary.log.reader;

import io.ostiary.contract.id.AccountId;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Remembers revisions only, and nothing over a restart. */
public final class ForgettingSink implements Sink {

    private final Map<AccountId, Long> revisions = new ConcurrentHashMap<>();

    @Override
    public Optional<Mark> mark(int partition) {
        return Optional.empty();
    }

    @Override
    public Collection<Refusal> refusals() {
        return List.of();
    }

    @Override
    public void restart() {
        revisions.clear();
    }

    @Override
    public long revision(AccountId account) {
        return revisions.getOrDefault(account, 0L);
    }

    @Override
    public void fold(Batch batch) {
        for (EventRecord event : batch.events()) {
            revisions.put(event.envelope().account(), event.envelope().revision());
        }
    }

    @Override
    public void halt(Halt halt) {}

    @Override
    public void lease(Lease lease) {}
}
