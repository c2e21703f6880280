package io.ostiary.log.report;

import io.ostiary.contract.id.AccountId;

import org.jspecify.annotations.Nullable;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/**
 * One write that a gateway waits for. First one reader must report it: then its commit marker is
 * visible. Then iam.progress is read to its end, which fixes the readers that may still answer from
 * before. Each of them must report it, leave, or be silent for longer than its lease.
 */
final class Wait {

    final CompletableFuture<Boolean> answer = new CompletableFuture<>();
    private final AccountId account;
    private final long revision;
    private final int partition;
    private final long patienceEnds;
    private long position;
    private long graceEnds;
    private boolean reported;
    private long fixAt = -1;
    private @Nullable Set<String> awaited;
    private long dropAt = -1;

    Wait(AccountId account, long revision, int partition, long patienceEnds) {
        this.account = account;
        this.revision = revision;
        this.partition = partition;
        this.patienceEnds = patienceEnds;
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
                    reported = true;
                    position = instance.position(partition);
                    graceEnds = now + graceNanos;
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

    boolean isDone() {
        return answer.isDone();
    }
}
