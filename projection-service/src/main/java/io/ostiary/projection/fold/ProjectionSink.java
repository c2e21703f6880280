package io.ostiary.projection.fold;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.ostiary.contract.event.AccountEvent.CredentialReportGenerated;
import io.ostiary.contract.id.AccountId;
import io.ostiary.log.reader.Batch;
import io.ostiary.log.reader.EventRecord;
import io.ostiary.log.reader.Halt;
import io.ostiary.log.reader.Lease;
import io.ostiary.log.reader.LeaseClock;
import io.ostiary.log.reader.Mark;
import io.ostiary.log.reader.Refusal;
import io.ostiary.log.reader.Sink;
import io.ostiary.log.reader.SinkBroken;
import io.ostiary.log.topic.AccountPartitioner;
import io.ostiary.projection.Freshness;
import io.ostiary.projection.store.CorruptStore;
import io.ostiary.projection.store.FoldBatch;
import io.ostiary.projection.store.RocksStore;
import io.ostiary.state.entity.CredentialReport;
import io.ostiary.state.entity.CredentialReportText;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** What the reader of iam.events folds into: the store, and whether it may be asked. */
public final class ProjectionSink implements Sink, Freshness {

    private static final Logger LOG = LoggerFactory.getLogger(ProjectionSink.class);

    private final RocksStore store;
    private final int partitions;
    private final LeaseClock clock;
    private final InstantSource time;
    private final Counter folded;
    private final Set<Integer> halted = ConcurrentHashMap.newKeySet();
    private volatile Lease lease = Lease.NONE;

    /**
     * @param partitions how many iam.events has
     * @param clock of leases
     * @param time by which reports expire
     */
    public ProjectionSink(
            RocksStore store,
            int partitions,
            LeaseClock clock,
            InstantSource time,
            MeterRegistry meters) {
        this.store = store;
        this.partitions = partitions;
        this.clock = clock;
        this.time = time;
        this.folded =
                Counter.builder("ostiary.projection.events")
                        .description("events folded since the start")
                        .register(meters);
        Gauge.builder("ostiary.projection.refused.accounts", store, s -> s.refusals().size())
                .register(meters);
        Gauge.builder("ostiary.projection.halted.partitions", halted, Set::size).register(meters);
        for (int partition = 0; partition < partitions; partition++) {
            int current = partition;
            Gauge.builder("ostiary.projection.position", store, s -> position(s, current))
                    .description("the offset to go on from")
                    .tag("partition", Integer.toString(partition))
                    .register(meters);
        }
    }

    private static long position(RocksStore store, int partition) {
        Mark mark = store.marks().get(partition);
        return mark == null ? 0 : mark.next();
    }

    @Override
    public Optional<Mark> mark(int partition) {
        return Optional.ofNullable(store.marks().get(partition));
    }

    @Override
    public Collection<Refusal> refusals() {
        return store.refusals().values();
    }

    @Override
    public void restart() {
        LOG.warn("The store is not of this log: it is deleted, and the log folded from the start");
        lease = Lease.NONE;
        try {
            store.reset();
        } catch (CorruptStore e) {
            throw new SinkBroken("the store cannot be made anew", e);
        }
        halted.clear();
    }

    @Override
    public long revision(AccountId account) {
        return store.revision(account);
    }

    @Override
    public void fold(Batch batch) {
        Map<AccountId, Refusal> before = store.refusals();
        try (FoldBatch changes = store.batch()) {
            for (EventRecord event : batch.events()) {
                changes.apply(event.envelope());
                if (event.envelope().event() instanceof CredentialReportGenerated(Instant at)) {
                    report(changes, event.envelope().account(), at);
                }
            }
            changes.commit(batch);
        } catch (CorruptStore e) {
            throw new SinkBroken("the store cannot be used", e);
        }
        folded.increment(batch.events().size());
        batch.readmitted().forEach(account -> LOG.info("Account {} is read again", account));
        for (Refusal refusal : batch.refused()) {
            Refusal known = before.get(refusal.account());
            if (known == null || !refusal.isRestOf(known)) {
                say(refusal);
            }
        }
    }

    /**
     * The report tells of the account as it is at its event, in whatever batch that comes. One that
     * has expired is told to nobody, so that a long log is not folded into reports.
     */
    private void report(FoldBatch changes, AccountId account, Instant at) {
        if (!new CredentialReport(at).isExpiredAt(time.instant())) {
            String text = CredentialReportWriter.textOf(changes.view(account));
            changes.keep(account, new CredentialReportText(at, text));
        }
    }

    private static void say(Refusal refusal) {
        LOG.error(
                "Account {} is refused from partition {} offset {} on: {} ({})",
                refusal.account(),
                refusal.partition(),
                refusal.offset(),
                refusal.cause(),
                refusal.message());
    }

    @Override
    public void halt(Halt halt) {
        LOG.error(
                "Partition {} is halted at offset {}: {}",
                halt.partition(),
                halt.offset(),
                halt.message());
        halted.add(halt.partition());
    }

    @Override
    public void lease(Lease granted) {
        lease = granted;
    }

    @Override
    public boolean mayAnswer(AccountId account) {
        return lease.holds(clock)
                && (halted.isEmpty()
                        || !halted.contains(AccountPartitioner.partitionOf(account, partitions)));
    }
}
