package io.ostiary.standalone.crash;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.ostiary.broker.BrokerLayout;
import io.ostiary.broker.BrokerUser;
import io.ostiary.broker.Durability;
import io.ostiary.broker.EmbeddedBroker;
import io.ostiary.contract.event.EventEnvelope;
import io.ostiary.contract.event.EventEnvelope.Source;
import io.ostiary.contract.id.AccountId;
import io.ostiary.log.codec.Decoded.Readable;
import io.ostiary.log.codec.EventCodec;
import io.ostiary.log.reader.Batch;
import io.ostiary.log.reader.EventRecord;
import io.ostiary.log.reader.LeaseClock;
import io.ostiary.log.reader.LogReader;
import io.ostiary.log.reader.Mark;
import io.ostiary.log.reader.ReaderConfig;
import io.ostiary.log.reader.Reporting;
import io.ostiary.log.topic.Acls;
import io.ostiary.log.topic.LogClients;
import io.ostiary.log.topic.LogConnection;
import io.ostiary.log.topic.Topics;
import io.ostiary.projection.fold.ProjectionSink;
import io.ostiary.projection.store.RocksStore;
import io.ostiary.standalone.folder.FirstStart;
import io.ostiary.standalone.folder.FolderFiles;
import io.ostiary.testkit.Replay;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;

import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The log and the read model of a data folder whose house has ended. */
final class ReadModels implements AutoCloseable {

    private static final List<String> USERS =
            List.of(
                    EmbeddedBroker.SUPER_USER,
                    Acls.GATEWAY,
                    Acls.WRITER,
                    Acls.PROJECTION,
                    Acls.ENGINE);
    private static final int UUID_LENGTH = 36;
    private static final int LARGEST_BATCH = 40;
    private static final Duration LONGEST_TRANSACTION = Duration.ofMinutes(1);
    private static final Duration PAUSE = Duration.ofMillis(20);

    private final Path data;
    private final EmbeddedBroker broker;
    private final LogClients clients;
    private final List<ConsumerRecord<byte[], byte[]>> records;
    private final List<EventEnvelope> events = new ArrayList<>();

    ReadModels(Path data) {
        this.data = data;
        var identity = FirstStart.ensure(FolderFiles.existing(data), null, USERS);
        this.broker =
                EmbeddedBroker.start(
                        new BrokerLayout(
                                data.resolve("kafka"),
                                identity.broker().password(EmbeddedBroker.SUPER_USER).revealText(),
                                Stream.of(Acls.PROJECTION)
                                        .map(user -> login(identity, user))
                                        .toList(),
                                Durability.PROCESS,
                                0));
        this.clients =
                new LogClients(
                        LogConnection.plain(
                                broker.bootstrapServers(),
                                Acls.PROJECTION,
                                identity.broker().password(Acls.PROJECTION)));
        this.records = readAll();
        var codec = new EventCodec();
        for (var record : records) {
            events.add(readable(codec, record));
        }
    }

    private static BrokerUser login(FirstStart identity, String user) {
        return new BrokerUser(user, identity.broker().password(user).revealText());
    }

    private static EventEnvelope readable(EventCodec codec, ConsumerRecord<byte[], byte[]> record) {
        if (codec.decode(record) instanceof Readable(EventEnvelope event)) {
            return event;
        }
        throw new AssertionError("an event at offset " + record.offset() + " cannot be read");
    }

    private List<ConsumerRecord<byte[], byte[]>> readAll() {
        var all = new ArrayList<ConsumerRecord<byte[], byte[]>>();
        try (var reader = clients.reader("read-models")) {
            Set<TopicPartition> partitions =
                    reader.partitionsFor(Topics.EVENTS).stream()
                            .map(info -> new TopicPartition(Topics.EVENTS, info.partition()))
                            .collect(Collectors.toSet());
            awaitOpenTransactions(partitions);
            for (TopicPartition partition : partitions) {
                reader.assign(Set.of(partition));
                reader.seekToBeginning(Set.of(partition));
                long end =
                        Objects.requireNonNull(reader.endOffsets(Set.of(partition)).get(partition));
                while (reader.position(partition) < end) {
                    reader.poll(Duration.ofMillis(100)).records(partition).forEach(all::add);
                }
            }
        }
        return all;
    }

    /**
     * A transaction that was on its way when the house stopped ends once its coordinator is back;
     * what it holds, such as the record of a use that nobody awaited, is no end before.
     */
    private void awaitOpenTransactions(Set<TopicPartition> partitions) {
        try (var admin = clients.admin("read-models")) {
            long begun = System.nanoTime();
            while (!ends(admin, partitions, IsolationLevel.READ_COMMITTED)
                    .equals(ends(admin, partitions, IsolationLevel.READ_UNCOMMITTED))) {
                if (System.nanoTime() - begun > LONGEST_TRANSACTION.toNanos()) {
                    throw new AssertionError("a transaction stays open");
                }
                LockSupport.parkNanos(PAUSE.toNanos());
            }
        }
    }

    private static Map<TopicPartition, Long> ends(
            Admin admin, Set<TopicPartition> partitions, IsolationLevel isolation) {
        Map<TopicPartition, OffsetSpec> latest =
                partitions.stream()
                        .collect(Collectors.toMap(Function.identity(), _ -> OffsetSpec.latest()));
        var ends = new HashMap<TopicPartition, Long>();
        admin.listOffsets(latest, new ListOffsetsOptions(isolation))
                .all()
                .toCompletionStage()
                .toCompletableFuture()
                .join()
                .forEach((partition, end) -> ends.put(partition, end.offset()));
        return ends;
    }

    List<EventEnvelope> events() {
        return events;
    }

    /** No revision twice or missing, in any account. */
    void revisionsAreWhole() {
        var byAccount = new HashMap<AccountId, List<EventEnvelope>>();
        for (EventEnvelope event : events) {
            byAccount.computeIfAbsent(event.account(), _ -> new ArrayList<>()).add(event);
        }
        byAccount.forEach(Replay::fold);
    }

    /** No request of a caller was decided a second time. */
    void eachRequestHappenedOnce() {
        var sources = new HashMap<String, Source>();
        for (EventEnvelope event : events) {
            // Follow-ups may come twice, and have ids of another form.
            if (event.requestId().length() == UUID_LENGTH) {
                Source first = sources.putIfAbsent(event.requestId(), event.source());
                assertTrue(
                        first == null || first.equals(event.source()),
                        () -> "request " + event.requestId() + " was decided twice");
            }
        }
        assertNotEquals(Map.of(), sources, "no request of a caller in the log");
    }

    /** The store that lived through the crashes, and fresh ones in other batches, are equal. */
    void theProjectionEqualsAFreshReplay(Path scratch, Random random) throws Exception {
        Map<String, String> lived = caughtUp(data.resolve("projection"));
        assertNotEquals(Map.of(), lived, "an empty read model");
        assertEquals(lived, replayed(scratch.resolve("one-by-one"), 1, random));
        assertEquals(lived, replayed(scratch.resolve("random"), LARGEST_BATCH, random));
    }

    private Map<String, String> caughtUp(Path folder) throws Exception {
        try (var store = RocksStore.open(folder)) {
            int partitions = partitions();
            var sink =
                    new ProjectionSink(
                            store,
                            partitions,
                            LeaseClock.system(),
                            InstantSource.system(),
                            new SimpleMeterRegistry());
            try (var reader =
                    new LogReader(
                            ReaderConfig.alone("read-models"),
                            clients,
                            sink,
                            null,
                            LeaseClock.system(),
                            Reporting.NONE)) {
                reader.start();
                reader.ready().get();
            }
            return rows(store);
        }
    }

    private int partitions() {
        try (var reader = clients.reader("partitions")) {
            return reader.partitionsFor(Topics.EVENTS).size();
        }
    }

    /** Folds without the reader, in batches of 1 to the given number. */
    private Map<String, String> replayed(Path folder, int largest, Random random) {
        try (var store = RocksStore.open(folder)) {
            var sink =
                    new ProjectionSink(
                            store,
                            partitions(),
                            LeaseClock.system(),
                            InstantSource.system(),
                            new SimpleMeterRegistry());
            for (int from = 0; from < records.size(); ) {
                int partition = records.get(from).partition();
                int size = 1 + random.nextInt(largest);
                var batch = new ArrayList<EventRecord>();
                while (batch.size() < size
                        && from < records.size()
                        && records.get(from).partition() == partition) {
                    batch.add(
                            new EventRecord(
                                    partition, records.get(from).offset(), events.get(from)));
                    from++;
                }
                long last = batch.getLast().offset();
                sink.fold(
                        new Batch(
                                partition,
                                batch,
                                Set.of(),
                                List.of(),
                                new Mark("cluster", "topic", last + 1, last, "")));
            }
            return rows(store);
        }
    }

    private static Map<String, String> rows(RocksStore store) {
        var rows = new TreeMap<String, String>();
        var hex = HexFormat.of();
        store.forEachRow((key, value) -> rows.put(hex.formatHex(key), hex.formatHex(value)));
        return rows;
    }

    @Override
    public void close() {
        broker.close();
    }
}
