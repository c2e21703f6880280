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
import java.util.concurrent.TimeUnit;

/**
 * The readers of this process. Once one has folded the revision, its commit marker is visible, and
 * a reader that has not folded it a lease later has no lease any more: there is nothing to wait for
 * then.
 */
public final class InProcessReaders implements Readers {

    private final List<Progress> readers;
    private final long graceMillis;
    private final long patienceMillis;

    /**
     * @param lease the longest of the readers' leases
     * @param patience how long to wait for the first one
     */
    public InProcessReaders(Collection<Progress> readers, Duration lease, Duration patience) {
        this.readers = List.copyOf(readers);
        // A tenth for clocks that do not run alike.
        this.graceMillis = lease.toMillis() * 11 / 10;
        this.patienceMillis = patience.toMillis();
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
        @SuppressWarnings("unchecked")
        CompletableFuture<Boolean>[] each = new CompletableFuture[readers.size()];
        for (int i = 0; i < each.length; i++) {
            each[i] = readers.get(i).await(account, revision);
        }
        CompletableFuture<Boolean> all = CompletableFuture.allOf(each).thenApply(_ -> true);
        if (all.isDone()) {
            return all;
        }
        var answer = new CompletableFuture<Boolean>();
        // A reader that refuses the account has not seen that the write is visible.
        var first = new CompletableFuture<Void>();
        for (CompletableFuture<Boolean> one : each) {
            one.thenAccept(
                    folded -> {
                        if (folded) {
                            first.complete(null);
                        }
                    });
        }
        all.thenAccept(answer::complete);
        first.thenRun(() -> answer.completeOnTimeout(true, graceMillis, TimeUnit.MILLISECONDS));
        // Its own future: a timeout of the answer itself could not be taken back.
        var nobody = new CompletableFuture<Void>();
        nobody.completeOnTimeout(null, patienceMillis, TimeUnit.MILLISECONDS)
                .thenRun(
                        () -> {
                            if (!first.isDone()) {
                                answer.complete(false);
                            }
                        });
        return answer.whenComplete(
                (_, _) -> {
                    // Not cancelled: that would make an exception, with its stack, for each.
                    nobody.complete(null);
                    for (CompletableFuture<Boolean> one : each) {
                        one.complete(false);
                    }
                });
    }
}
