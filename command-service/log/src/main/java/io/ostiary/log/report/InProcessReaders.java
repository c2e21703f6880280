package io.ostiary.log.report;

import io.ostiary.contract.id.AccountId;
import io.ostiary.contract.port.Readers;
import io.ostiary.log.reader.LogReader;
import io.ostiary.log.reader.Progress;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * The readers of this process. Once one has folded the revision, its commit marker is visible, and
 * a reader that has not folded it a lease later has no lease any more: there is nothing to wait for
 * then.
 */
public final class InProcessReaders implements Readers {

    private final List<Progress> readers;
    private final Overdue grace;
    private final Overdue patience;

    /**
     * @param lease the longest of the readers' leases
     * @param patience how long to wait for the first one
     */
    public InProcessReaders(Collection<Progress> readers, Duration lease, Duration patience) {
        this.readers = List.copyOf(readers);
        // A tenth for clocks that do not run alike.
        this.grace = new Overdue(lease.multipliedBy(11).dividedBy(10));
        this.patience = new Overdue(patience);
    }

    public static InProcessReaders of(LogReader... readers) {
        List<LogReader> all = List.of(readers);
        Duration lease =
                all.stream()
                        .map(LogReader::leaseLength)
                        .max(Duration::compareTo)
                        .orElse(Duration.ZERO);
        return new InProcessReaders(
                all.stream().map(LogReader::progress).toList(), lease, Duration.ofSeconds(10));
    }

    @Override
    public CompletionStage<Boolean> await(AccountId account, long revision) {
        var answer =
                new Answer(
                        readers.stream().map(reader -> reader.await(account, revision)).toList());
        answer.listen();
        if (!answer.isDone()) {
            patience.add(answer, answer::nobodyFolded);
        }
        return answer;
    }

    /** True when all readers have spoken, or those that have not cannot answer any more. */
    private final class Answer extends CompletableFuture<Boolean> {

        private final List<CompletableFuture<Boolean>> awaited;
        private int silent;
        private boolean folded;
        private boolean ended;

        Answer(List<CompletableFuture<Boolean>> awaited) {
            this.awaited = awaited;
            this.silent = awaited.size();
        }

        void listen() {
            if (awaited.isEmpty()) {
                complete(true);
            }
            awaited.forEach(reader -> reader.thenAccept(this::told));
        }

        /**
         * @param has whether the reader has folded it; one that refuses the account has not seen
         *     that the write is visible
         */
        private void told(boolean has) {
            boolean last;
            boolean first;
            synchronized (this) {
                if (ended) {
                    return;
                }
                silent--;
                last = silent == 0;
                first = has && !folded;
                folded |= has;
            }
            if (last) {
                complete(true);
            } else if (first) {
                grace.add(this, () -> end(true));
            }
        }

        private void nobodyFolded() {
            boolean none;
            synchronized (this) {
                none = !folded;
            }
            if (none) {
                end(false);
            }
        }

        /** Before all have spoken: nobody is left waiting for those that have not. */
        private void end(boolean visible) {
            synchronized (this) {
                ended = true;
            }
            // Not cancelled: that would make an exception, with its stack, for each.
            awaited.forEach(reader -> reader.complete(false));
            complete(visible);
        }
    }
}
