package io.ostiary.log.report;

import io.ostiary.contract.id.AccountId;

import org.jspecify.annotations.Nullable;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/**
 * One revision that a gateway waits for. First one reader must be past it: then its commit marker
 * is visible. Then iam.progress is read to its end, which fixes the readers that may still answer
 * from before. Each of them must be past it, leave, or be silent for longer than its lease.
 *
 * <p>Readers name an account's revision once, when they fold it after they announced themselves,
 * and iam.progress is compacted. So nobody names an old revision to a gateway, or by a reader, that
 * was started since. Then positions tell: the revision lies before the place where iam.events ended
 * after we heard of it, open transactions included.
 */
final class Wait {

    final CompletableFuture<Boolean> answer = new CompletableFuture<>();
    private final AccountId account;
    private final long revision;
    private final int partition;
    private final long hesitationEnds;
    private final long patienceEnds;
    private boolean eventsEndAsked;
    private volatile long eventsEnd = -1;
    private long position;
    private long graceEnds;
    private boolean reported;
    private long fixAt = -1;
    private @Nullable Set<String> awaited;
    private long dropAt = -1;

    /**
     * @param hesitationEnds when to ask for the end of iam.events although a reader knows the
     *     account, by an earlier revision
     * @param patienceEnds when to give up, if no reader is past it
     */
    Wait(AccountId account, long revision, int partition, long hesitationEnds, long patienceEnds) {
        this.account = account;
        this.revision = revision;
        this.partition = partition;
        this.hesitationEnds = hesitationEnds;
        this.patienceEnds = patienceEnds;
    }

    int partition() {
        return partition;
    }

    /** Whether it is to be asked where its partition of iam.events ends now. */
    boolean needsEventsEnd(Map<String, Instance> instances, long now) {
        return !reported
                && !eventsEndAsked
                && (now - hesitationEnds >= 0
                        || instances.values().stream().noneMatch(each -> each.knows(account)));
    }

    void eventsEndAsked() {
        eventsEndAsked = true;
    }

    /**
     * From any thread.
     *
     * @param offset of the high watermark, asked for after this wait began
     */
    void eventsEnd(long offset) {
        eventsEnd = offset;
    }

    /** Whether the next step needs to know where iam.progress ends now. */
    boolean needsEnd(long now) {
        return (reported && awaited == null && fixAt < 0)
                || (awaited != null && dropAt < 0 && now - graceEnds >= 0);
    }

    void end(long offset) {
        if (awaited == null) {
            fixAt = offset;
        } else {
            dropAt = offset;
        }
    }

    /**
     * One step further.
     *
     * @param read how far iam.progress was read
     * @return the readers to be dropped for their silence
     */
    Set<String> advance(Map<String, Instance> instances, long read, long now, long graceNanos) {
        if (!reported) {
            for (Instance instance : instances.values()) {
                if (instance.hasFolded(account, revision)) {
                    reportedAt(instance.position(partition), now + graceNanos);
                } else if (eventsEnd > 0 && instance.position(partition) >= eventsEnd) {
                    reportedAt(eventsEnd, now + graceNanos);
                }
            }
            if (!reported && now - patienceEnds >= 0) {
                answer.complete(false);
            }
        }
        if (reported && awaited == null && fixAt >= 0 && read >= fixAt) {
            awaited = new HashSet<>(instances.keySet());
        }
        if (awaited == null) {
            if (reported && now - graceEnds - graceNanos >= 0) {
                // The log is gone in the middle: the readers' leases as well, but nobody proves it.
                answer.complete(false);
            }
            return Set.of();
        }
        var silent = new HashMap<>(instances);
        silent.keySet().retainAll(awaited);
        silent.values()
                .removeIf(instance -> instance.isPast(account, revision, partition, position));
        if (silent.isEmpty()) {
            answer.complete(true);
        } else if (dropAt >= 0 && read >= dropAt) {
            answer.complete(true);
            return Set.copyOf(silent.keySet());
        }
        return Set.of();
    }

    private void reportedAt(long past, long graceEnding) {
        reported = true;
        position = past;
        graceEnds = graceEnding;
    }

    boolean isDone() {
        return answer.isDone();
    }
}
