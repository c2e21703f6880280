package io.ostiary.log.reader;

import io.ostiary.contract.event.EventEnvelope;
import io.ostiary.contract.id.AccountId;
import io.ostiary.log.codec.Decoded;
import io.ostiary.log.codec.Unreadable;
import io.ostiary.log.topic.AccountPartitioner;

import org.apache.kafka.clients.consumer.ConsumerRecord;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * From the records of one partition to calls of a sink, with the rule for what cannot be read. One
 * thread folds; {@link #isRefused} may be asked by any.
 *
 * <p>A record that cannot be given to an account halts its partition (A118). Any other that cannot
 * be read, does not follow its account's last, or cannot be applied, refuses its account from there
 * on (A119). After a restart an account that was refused gets another try from its first bad offset
 * on: the version may be a newer one. It is answered for again once all that was passed over is
 * folded.
 */
final class Folding {

    /** An account in the call that is running, and its last event so far. */
    private static final class Followed {
        private long revision;

        Followed(long revision) {
            this.revision = revision;
        }
    }

    private final Sink sink;
    private final int partitions;
    private final String clusterId;
    private final String topicId;
    private final Map<AccountId, Refusal> refusals = new ConcurrentHashMap<>();
    // Refused when we started: read again from the first bad event on.
    private final Map<AccountId, Refusal> retries = new HashMap<>();
    private final Map<Integer, Halt> halts = new ConcurrentHashMap<>();
    private final Map<Integer, Mark> marks = new HashMap<>();
    // Of the call that is running.
    private long folded;
    private final Map<AccountId, Followed> followed = new HashMap<>();
    private final List<Refusal> refused = new ArrayList<>();

    Folding(Sink sink, int partitions, String clusterId, String topicId) {
        this.sink = sink;
        this.partitions = partitions;
        this.clusterId = clusterId;
        this.topicId = topicId;
        for (int partition = 0; partition < partitions; partition++) {
            int current = partition;
            sink.mark(partition).ifPresent(mark -> marks.put(current, mark));
        }
        for (Refusal refusal : sink.refusals()) {
            refusals.put(refusal.account(), refusal);
            retries.put(refusal.account(), refusal);
        }
    }

    /** Where to begin reading: the mark, or the first event that an account is refused for. */
    long start(int partition) {
        long start = folded(partition);
        for (Refusal refusal : retries.values()) {
            if (refusal.partition() == partition) {
                start = Math.min(start, refusal.offset());
            }
        }
        return start;
    }

    private long folded(int partition) {
        Mark mark = marks.get(partition);
        return mark == null ? 0 : mark.next();
    }

    boolean isRefused(AccountId account) {
        return refusals.containsKey(account)
                || !halts.isEmpty()
                        && halts.containsKey(AccountPartitioner.partitionOf(account, partitions));
    }

    List<Refusal> refusals() {
        return List.copyOf(refusals.values());
    }

    List<Halt> halts() {
        return List.copyOf(halts.values());
    }

    boolean isHalted(int partition) {
        return halts.containsKey(partition);
    }

    /**
     * Folds the next records of a partition that is not halted.
     *
     * @return the accounts that were folded, with their revisions; those that were refused with
     *     {@link Long#MAX_VALUE}, because nothing from before is answered either
     */
    Map<AccountId, Long> fold(DecodedBatch batch) {
        int partition = batch.partition();
        folded = folded(partition);
        followed.clear();
        refused.clear();
        var accepted = new ArrayList<EventRecord>(batch.records().size());
        int taken = 0;
        Optional<Halt> halt = Optional.empty();
        while (taken < batch.records().size()) {
            halt = take(batch.records().get(taken), batch.decoded().get(taken), accepted);
            if (halt.isPresent()) {
                break;
            }
            taken++;
        }
        if (taken > 0) {
            store(accepted, batch.records().subList(0, taken));
        }
        halt.ifPresent(
                found -> {
                    halts.put(partition, found);
                    sink.halt(found);
                });
        var touched = new HashMap<AccountId, Long>();
        followed.forEach(
                (account, last) ->
                        touched.put(
                                account,
                                refusals.containsKey(account) ? Long.MAX_VALUE : last.revision));
        return touched;
    }

    private Optional<Halt> take(
            ConsumerRecord<byte[], byte[]> record,
            Decoded<EventEnvelope> decoded,
            List<EventRecord> accepted) {
        switch (decoded) {
            case Decoded.Readable<EventEnvelope>(EventEnvelope envelope) -> {
                if (isElsewhere(envelope.account(), record)) {
                    return Optional.of(halt(record, "the record lies on the wrong partition"));
                }
                accept(record, envelope, accepted);
            }
            case Decoded.Unreadable<EventEnvelope> unreadable -> {
                AccountId account = unreadable.account();
                if (account == null || unreadable.reason() == Unreadable.Reason.KEY) {
                    return Optional.of(halt(record, unreadable.message()));
                }
                if (isElsewhere(account, record)) {
                    return Optional.of(halt(record, "the record lies on the wrong partition"));
                }
                if (isNews(account, record)) {
                    refuse(
                            account,
                            record.partition(),
                            record.offset(),
                            Refusal.Cause.UNREADABLE,
                            unreadable.reason() + ": " + unreadable.message());
                }
            }
        }
        return Optional.empty();
    }

    private boolean isElsewhere(AccountId account, ConsumerRecord<byte[], byte[]> record) {
        return AccountPartitioner.partitionOf(account, partitions) != record.partition();
    }

    private static Halt halt(ConsumerRecord<byte[], byte[]> record, String message) {
        return new Halt(record.partition(), record.offset(), message);
    }

    /** False for what is folded already, and for what comes behind an account's first bad event. */
    private boolean isNews(AccountId account, ConsumerRecord<byte[], byte[]> record) {
        Refusal retry = retries.get(account);
        if (retry != null) {
            return record.offset() >= retry.offset();
        }
        return record.offset() >= folded && !refusals.containsKey(account);
    }

    private void accept(
            ConsumerRecord<byte[], byte[]> record,
            EventEnvelope envelope,
            List<EventRecord> accepted) {
        AccountId account = envelope.account();
        if (!isNews(account, record)) {
            return;
        }
        Followed last = followed.computeIfAbsent(account, id -> new Followed(sink.revision(id)));
        if (envelope.revision() != last.revision + 1) {
            refuse(
                    account,
                    record.partition(),
                    record.offset(),
                    Refusal.Cause.OUT_OF_SEQUENCE,
                    "revision " + envelope.revision() + " behind " + last.revision);
            return;
        }
        last.revision = envelope.revision();
        accepted.add(new EventRecord(record.partition(), record.offset(), envelope));
    }

    private void refuse(
            AccountId account, int partition, long offset, Refusal.Cause cause, String message) {
        var refusal = new Refusal(account, partition, offset, cause, message);
        // Told as touched, though nothing of it is folded from here on.
        followed.computeIfAbsent(account, _ -> new Followed(0));
        retries.remove(account);
        refusals.put(account, refusal);
        refused.removeIf(other -> other.account().equals(account));
        refused.add(refusal);
    }

    /**
     * Stores what was accepted of some records; halves it until an unfit event stands alone.
     *
     * @param records up to the one that the mark will name
     */
    private void store(List<EventRecord> accepted, List<ConsumerRecord<byte[], byte[]>> records) {
        List<EventRecord> rest =
                refusals.isEmpty()
                        ? accepted
                        : accepted.stream().filter(this::isBeforeRefusal).toList();
        try {
            storeAtOnce(rest, records.getLast());
            return;
        } catch (SinkBroken e) {
            throw e;
        } catch (RuntimeException e) {
            if (rest.isEmpty()) {
                throw e;
            }
            if (rest.size() == 1) {
                EventRecord unfit = rest.getFirst();
                refuse(
                        unfit.envelope().account(),
                        unfit.partition(),
                        unfit.offset(),
                        Refusal.Cause.NOT_APPLICABLE,
                        e.getClass().getName());
                storeAtOnce(List.of(), records.getLast());
                return;
            }
        }
        int middle = rest.size() / 2;
        long offset = rest.get(middle - 1).offset();
        store(
                rest.subList(0, middle),
                records.stream().takeWhile(r -> r.offset() <= offset).toList());
        store(rest.subList(middle, rest.size()), records);
    }

    /** What came before an account's first bad event is still applied. */
    private boolean isBeforeRefusal(EventRecord event) {
        AccountId account = event.envelope().account();
        Refusal refusal = retries.containsKey(account) ? null : refusals.get(account);
        return refusal == null || event.offset() < refusal.offset();
    }

    private void storeAtOnce(List<EventRecord> events, ConsumerRecord<byte[], byte[]> end) {
        int partition = end.partition();
        Mark old = marks.get(partition);
        Mark mark =
                old != null && old.next() > end.offset()
                        ? old
                        : new Mark(
                                clusterId,
                                topicId,
                                end.offset() + 1,
                                end.offset(),
                                RecordDigest.of(end));
        List<Refusal> due =
                refused.stream().filter(refusal -> refusal.offset() <= end.offset()).toList();
        Map<AccountId, Refusal> moved = moved(events);
        Set<AccountId> readmitted = Set.of();
        if (end.offset() + 1 >= folded) {
            readmitted = caughtUp(partition);
            moved = Map.of();
        }
        var changed = new ArrayList<>(due);
        changed.addAll(moved.values());
        sink.fold(new Batch(partition, events, readmitted, changed, mark));
        marks.put(partition, mark);
        refused.removeAll(due);
        retries.putAll(moved);
        refusals.putAll(moved);
        retries.keySet().removeAll(readmitted);
        refusals.keySet().removeAll(readmitted);
    }

    /**
     * The refusals of accounts that are tried again, from behind their last events here. Such an
     * account stays refused until all that was passed over is folded: a process that ends before
     * must find out from where on it is not.
     */
    private Map<AccountId, Refusal> moved(List<EventRecord> events) {
        if (retries.isEmpty()) {
            return Map.of();
        }
        var moved = new HashMap<AccountId, Refusal>();
        for (EventRecord event : events) {
            AccountId account = event.envelope().account();
            Refusal retry = retries.get(account);
            if (retry != null) {
                moved.put(account, retry.at(event.offset() + 1));
            }
        }
        return moved;
    }

    /** Who was tried again, and refused no more on all the way up to the old mark. */
    private Set<AccountId> caughtUp(int partition) {
        var accounts = new HashSet<AccountId>();
        for (Refusal retry : retries.values()) {
            if (retry.partition() == partition) {
                accounts.add(retry.account());
            }
        }
        return accounts;
    }
}
