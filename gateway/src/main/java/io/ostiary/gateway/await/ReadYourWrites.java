package io.ostiary.gateway.await;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;

import io.ostiary.contract.id.AccountId;
import io.ostiary.contract.port.Readers;
import io.ostiary.contract.port.Revealed;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.util.Collection;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Waits, before an answer, until every reader has what it tells of. A failure to find out counts as
 * not visible.
 */
public final class ReadYourWrites {

    private static final Logger LOG = LoggerFactory.getLogger(ReadYourWrites.class);
    private static final CompletionStage<Boolean> VISIBLE = CompletableFuture.completedFuture(true);
    private static final int REMEMBERED = 100_000;

    private final Readers readers;

    // Readers never go back, and one that starts answers nothing before it is at the end: what was
    // visible once stays so. Whoever lists the accounts of an organization is told of the same old
    // revisions each time.
    private final Cache<AccountId, Long> visible =
            Caffeine.newBuilder().maximumSize(REMEMBERED).build();

    public ReadYourWrites(Readers readers) {
        this.readers = readers;
    }

    /** True when no reader will answer from before the revision any more. */
    public CompletionStage<Boolean> visible(AccountId account, long revision) {
        CompletionStage<Boolean> waiting;
        try {
            waiting = readers.await(account, revision);
        } catch (RuntimeException e) {
            LOG.error("readers could not be asked", e);
            return CompletableFuture.completedFuture(false);
        }
        return waiting.exceptionally(
                failure -> {
                    LOG.error("readers could not be asked", failure);
                    return false;
                });
    }

    /**
     * True when that holds of all of them. They are awaited at the same time, so that many take no
     * longer than the slowest, and only those that were not visible to an earlier answer.
     */
    public CompletionStage<Boolean> visible(Collection<Revealed> revealed) {
        CompletionStage<Boolean> all = VISIBLE;
        for (Revealed each : revealed) {
            Long known = visible.getIfPresent(each.account());
            if (known == null || known < each.revision()) {
                all = all.thenCombine(remembered(each), Boolean::logicalAnd);
            }
        }
        return all;
    }

    private CompletionStage<Boolean> remembered(Revealed revealed) {
        return visible(revealed.account(), revealed.revision())
                .thenApply(
                        is -> {
                            if (is) {
                                visible.asMap()
                                        .merge(revealed.account(), revealed.revision(), Long::max);
                            }
                            return is;
                        });
    }
}
