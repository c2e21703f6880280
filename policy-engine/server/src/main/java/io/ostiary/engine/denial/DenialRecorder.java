package io.ostiary.engine.denial;

import io.ostiary.contract.id.AccountId;
import io.ostiary.log.codec.JsonCodec;
import io.ostiary.log.codec.Unreadable;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

/**
 * A bounded queue, and one thread that explains what is in it and keeps the records. Whoever notes
 * a denial waits for nothing; when the queue is full it is not kept.
 */
public final class DenialRecorder implements DenialSink, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(DenialRecorder.class);

    private static final int QUEUE = 16_384;

    /** Of one account: a flood of its denials leaves room for those of others (attack A127). */
    private static final int SHARE = QUEUE / 8;

    /** A record is a line; a longer one is told without its statements. */
    private static final int MAX_RECORD = 256 * 1024;

    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final Duration SWEEP = Duration.ofHours(1);

    /**
     * So many times as long as it works: a flood of denials takes a twentieth of one core from
     * others. An account keeps ten thousand, so most of what a flood brings would be dropped
     * anyway.
     */
    private static final int RESTS = 19;

    /** While somebody waits for it; a quarter of a core, however many wait and how often. */
    private static final int SHORT_RESTS = 3;

    /** What takes longer has waited for a core itself. */
    private static final long LONG_WORK = 500_000;

    /** It looks for work by itself: to wake it would cost more than all else of noting a denial. */
    private static final long NAP = 20_000_000;

    private static final JsonCodec<DenialRecord> CODEC = JsonCodec.of(DenialRecord.class);

    private final DenialTeller teller;
    private final DenialStore store;
    private final InstantSource clock;
    private final Queue<Runnable> queue = new ConcurrentLinkedQueue<>();
    private final AtomicInteger queued = new AtomicInteger();
    private final ConcurrentMap<AccountId, Integer> queuedOf = new ConcurrentHashMap<>();
    private final AtomicInteger awaited = new AtomicInteger();
    private final LongAdder lost = new LongAdder();
    private final Thread thread;
    private volatile boolean closed;

    public DenialRecorder(DenialTeller teller, DenialStore store, InstantSource clock) {
        this.teller = teller;
        this.store = store;
        this.clock = clock;
        this.thread = Thread.ofPlatform().name("ostiary-denials").daemon().unstarted(this::run);
        if (store != DenialStore.NONE) {
            thread.start();
        }
    }

    @Override
    public void note(AccountId reader, Supplier<? extends Denial> denial) {
        if (!hasRoom(reader)) {
            lost.increment();
            return;
        }
        Denial noted = denial.get();
        queuedOf.merge(reader, 1, Integer::sum);
        add(
                () -> {
                    queuedOf.computeIfPresent(reader, (_, count) -> count == 1 ? null : count - 1);
                    keep(noted);
                });
    }

    /** Nearly so: a few that come at once may all find the last place. */
    private boolean hasRoom(AccountId reader) {
        return store != DenialStore.NONE
                && !closed
                && queued.get() < QUEUE
                && queuedOf.getOrDefault(reader, 0) < SHARE;
    }

    private void add(Runnable work) {
        queued.incrementAndGet();
        queue.add(work);
    }

    /**
     * When all that has been noted so far is kept, or after a while: whoever asks for a denial
     * right after it waits for it, and on no thread.
     */
    public CompletionStage<Void> settled() {
        var settled = new CompletableFuture<Void>();
        if (store == DenialStore.NONE || closed) {
            settled.complete(null);
            return settled;
        }
        awaited.incrementAndGet();
        // Behind what was noted, be the queue full or not.
        add(() -> settled.complete(null));
        LockSupport.unpark(thread);
        settled.whenComplete((_, _) -> awaited.decrementAndGet());
        return settled.completeOnTimeout(null, PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** The records of a request. */
    public List<DenialRecord> find(AccountId reader, String requestId, Instant now) {
        var records = new ArrayList<DenialRecord>();
        for (byte[] line : store.find(reader, requestId, now)) {
            try {
                records.add(CODEC.decode(Packing.record(line)));
            } catch (Unreadable | IllegalArgumentException e) {
                // Of another version of ours; it is as good as lost.
                LOG.warn("a denial's record cannot be read: {}", e.toString());
            }
        }
        return records;
    }

    private void run() {
        Instant swept = clock.instant();
        long rest = 0;
        while (!closed || !queue.isEmpty()) {
            Runnable work = queue.poll();
            if (work != null) {
                queued.decrementAndGet();
                long start = System.nanoTime();
                work.run();
                int rests = awaited.get() > 0 ? SHORT_RESTS : RESTS;
                rest += Math.min(System.nanoTime() - start, LONG_WORK) * rests;
                if (rest > NAP && !closed) {
                    LockSupport.parkNanos(rest);
                    rest = 0;
                }
                continue;
            }
            if (!clock.instant().isBefore(swept.plus(SWEEP))) {
                swept = clock.instant();
                sweep(swept);
            }
            LockSupport.parkNanos(NAP);
        }
    }

    private void sweep(Instant now) {
        store.sweep(now);
        long missed = lost.sumThenReset();
        if (missed > 0) {
            LOG.warn("{} denials were not kept: there were too many at once", missed);
        }
    }

    private void keep(Denial denial) {
        Denial.Asked asked = denial.asked();
        try {
            byte[] record = CODEC.encode(teller.told(denial));
            if (record.length > MAX_RECORD) {
                record = CODEC.encode(teller.briefly(denial));
            }
            byte[] line = Packing.line(record);
            if (!store.keep(asked.reader(), asked.requestId(), asked.at(), line)) {
                lost.increment();
            }
        } catch (RuntimeException | StackOverflowError e) {
            LOG.error("a denial of account {} cannot be explained", asked.reader(), e);
        }
    }

    /** Lets what is queued be written. */
    @Override
    public void close() {
        closed = true;
        if (store == DenialStore.NONE) {
            return;
        }
        LockSupport.unpark(thread);
        try {
            thread.join(Duration.ofSeconds(10));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
