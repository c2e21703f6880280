package io.ostiary.log.reader;

import io.ostiary.contract.event.EventEnvelope;
import io.ostiary.contract.id.AccountId;
import io.ostiary.log.codec.Decoded;
import io.ostiary.log.codec.EventCodec;
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
 * on: the version may be a newer one.
 */
final class Folding {

    private record Read(ConsumerRecord<byte[], byte[]> record, EventRecord event) {}

    private final Sink sink;
    private final EventCodec codec;
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
    private final Map<AccountId, Long> revisions = new HashMap<>();
    private final Map<AccountId, Long> touched = new HashMap<>();
    private final Set<AccountId> readmitted = new HashSet<>();
    private final List<Refusal> refused = new ArrayList<>();

    Folding(Sink sink, EventCodec codec, int partitions, String clusterId, String topicId) {
        this.sink = sink;
        this.codec = codec;
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
    Map<AccountId, Long> fold(int partition, List<ConsumerRecord<byte[], byte[]>> records) {
        folded = folded(partition);
        revisions.clear();
        touched.clear();
        readmitted.clear();
        refused.clear();
        var read = new ArrayList<Read>(records.size());
        ConsumerRecord<byte[], byte[]> end = null;
        Optional<Halt> halt = Optional.empty();
        for (ConsumerRecord<byte[], byte[]> record : records) {
            halt = take(record, read);
            if (halt.isPresent()) {
                break;
            }
            end = record;
        }
        if (end != null) {
            store(partition, read, end);
        }
        halt.ifPresent(
                found -> {
                    halts.put(partition, found);
                    sink.halt(found);
                });
        return Map.copyOf(touched);
    }

    private Optional<Halt> take(ConsumerRecord<byte[], byte[]> record, List<Read> read) {
        switch (codec.decode(record)) {
            case Decoded.Readable<EventEnvelope>(EventEnvelope envelope) -> {
                if (isElsewhere(envelope.account(), record)) {
                    return Optional.of(halt(record, "the record lies on the wrong partition"));
                }
                accept(record, envelope, read);
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
                            record,
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
            ConsumerRecord<byte[], byte[]> record, EventEnvelope envelope, List<Read> read) {
        AccountId account = envelope.account();
        if (!isNews(account, record)) {
            return;
        }
        long last = revisions.computeIfAbsent(account, sink::revision);
        if (envelope.revision() != last + 1) {
            refuse(
                    account,
                    record,
                    Refusal.Cause.OUT_OF_SEQUENCE,
                    "revision " + envelope.revision() + " behind " + last);
            return;
        }
        if (retries.containsKey(account) && refusals.remove(account) != null) {
            readmitted.add(account);
        }
        revisions.put(account, envelope.revision());
        read.add(new Read(record, new EventRecord(record.partition(), record.offset(), envelope)));
    }

    private void refuse(
            AccountId account,
            ConsumerRecord<byte[], byte[]> record,
            Refusal.Cause cause,
            String message) {
        var refusal = new Refusal(account, record.partition(), record.offset(), cause, message);
        retries.remove(account);
        refusals.put(account, refusal);
        refused.removeIf(other -> other.account().equals(account));
        refused.add(refusal);
    }

    /** Stores what was read up to a record; halves it until an unfit event stands alone. */
    private void store(int partition, List<Read> read, ConsumerRecord<byte[], byte[]> end) {
        List<Read> rest =
                refusals.isEmpty() ? read : read.stream().filter(this::isBeforeRefusal).toList();
        try {
            storeAtOnce(partition, rest, end);
            return;
        } catch (SinkBroken e) {
            throw e;
        } catch (RuntimeException e) {
            if (rest.isEmpty()) {
                throw e;
            }
            if (rest.size() == 1) {
                Read unfit = rest.getFirst();
                refuse(
                        unfit.event().envelope().account(),
                        unfit.record(),
                        Refusal.Cause.NOT_APPLICABLE,
                        e.getClass().getName());
                storeAtOnce(partition, List.of(), end);
                return;
            }
        }
        int middle = rest.size() / 2;
        store(partition, rest.subList(0, middle), rest.get(middle - 1).record());
        store(partition, rest.subList(middle, rest.size()), end);
    }

    /** What came before an account's first bad event is still applied. */
    private boolean isBeforeRefusal(Read read) {
        Refusal refusal = refusals.get(read.event().envelope().account());
        return refusal == null || read.event().offset() < refusal.offset();
    }

    private void storeAtOnce(int partition, List<Read> read, ConsumerRecord<byte[], byte[]> end) {
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
        var events = new ArrayList<EventRecord>(read.size());
        var last = new HashMap<AccountId, Long>();
        for (Read each : read) {
            events.add(each.event());
            last.put(each.event().envelope().account(), each.event().envelope().revision());
        }
        sink.fold(new Batch(partition, events, readmitted, due, mark));
        marks.put(partition, mark);
        readmitted.clear();
        refused.removeAll(due);
        touched.putAll(last);
        due.forEach(refusal -> touched.put(refusal.account(), Long.MAX_VALUE));
    }
}
