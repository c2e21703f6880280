package io.ostiary.log.report;

import io.ostiary.contract.id.AccountId;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What a gateway has heard of one reader. */
final class Instance {

    /** Accounts whose revision is remembered; older ones are judged by position. */
    private static final int REMEMBERED = 1 << 16;

    private final Map<String, Long> revisions =
            new LinkedHashMap<>() {
                @Override
                protected boolean removeEldestEntry(Map.Entry<String, Long> eldest) {
                    return size() > REMEMBERED;
                }
            };
    private List<Long> positions = List.of();

    void heard(ReaderReport.Reported report) {
        positions = report.positions();
        report.revisions()
                .forEach(
                        (account, revision) -> {
                            // Taken out first, so that the order is that of the last change.
                            Long known = revisions.remove(account);
                            revisions.put(
                                    account, known == null ? revision : Math.max(known, revision));
                        });
    }

    /** Whether it has named the account since it announced itself. */
    boolean knows(AccountId account) {
        return revisions.containsKey(account.value());
    }

    /** True of a reader that can see the revision; one that refuses the account sees nothing. */
    boolean hasFolded(AccountId account, long revision) {
        long known = revisions.getOrDefault(account.value(), 0L);
        return known >= revision && known != ReaderReport.REFUSED;
    }

    /** The next offset; 0 when it has not said yet. */
    long position(int partition) {
        return partition < positions.size() ? positions.get(partition) : 0;
    }

    /** Refused accounts and halted partitions count: nothing is answered from them. */
    boolean isPast(AccountId account, long revision, int partition, long position) {
        return revisions.getOrDefault(account.value(), 0L) >= revision
                || position(partition) == -1
                || (position > 0 && position(partition) >= position);
    }
}
