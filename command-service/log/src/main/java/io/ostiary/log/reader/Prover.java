package io.ostiary.log.reader;

import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Earns the lease. Every quarter of it: note the time, ask the leaders for the committed end of
 * every partition, fold to it, have the report acknowledged; then the lease runs from the noted
 * time on. Whoever let a lease run out takes a new name first, because gateways may have stopped
 * waiting for the old one.
 */
final class Prover {

    private record Probe(
            LeaseClock.Moment at,
            KafkaFuture<Map<TopicPartition, ListOffsetsResultInfo>> ends,
            boolean heldBefore) {}

    private final ReaderConfig config;
    private final Session session;
    private final Reporting reporting;
    private final LeaseClock clock;
    private final Consumer<Lease> grant;
    private @Nullable Probe probe;
    private boolean announced;
    private LeaseClock.Moment next;

    Prover(
            ReaderConfig config,
            Session session,
            Reporting reporting,
            LeaseClock clock,
            Consumer<Lease> grant) {
        this.config = config;
        this.session = session;
        this.reporting = reporting;
        this.clock = clock;
        this.grant = grant;
        this.next = clock.now();
    }

    /** How long a poll may take at most. */
    Duration untilNextProbe() {
        if (probe != null) {
            return Duration.ofMillis(5);
        }
        long nanos = next.nanos() - clock.now().nanos();
        return Duration.ofNanos(Math.clamp(nanos, 0, Duration.ofMillis(100).toNanos()));
    }

    /** After trouble with the log: the probe is void, and so may be what was reported. */
    void forget() {
        probe = null;
        announced = false;
        next = clock.now();
    }

    /** One step after each poll. */
    void advance(Lease current) {
        if (probe == null && clock.now().nanos() - next.nanos() >= 0) {
            begin(current);
        }
        if (probe != null
                && probe.ends().isDone()
                && session.hasReached(LogIdentity.get(probe.ends()))) {
            finish(probe, current);
        }
    }

    private void begin(Lease current) {
        boolean held = current.holds(clock);
        if (!announced || (current.granted() && !held)) {
            reporting.announce();
            announced = true;
            held = false;
        }
        LeaseClock.Moment at = clock.now();
        probe = new Probe(at, session.ends(config.lease().dividedBy(2)), held);
    }

    private void finish(Probe reached, Lease current) {
        probe = null;
        reporting.confirm(session.reportedPositions());
        if (reached.heldBefore() && !current.holds(clock)) {
            // It ran out while we proved: a new name, and a proof that begins after it.
            announced = false;
            next = clock.now();
            return;
        }
        next =
                new LeaseClock.Moment(
                        reached.at().nanos() + config.probeEvery().toNanos(),
                        reached.at().millis());
        grant.accept(reached.at().plus(config.lease()));
    }
}
