package io.ostiary.bench;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.ostiary.contract.event.EventEnvelope;
import io.ostiary.engine.fold.EngineFold;
import io.ostiary.log.codec.Decoded;
import io.ostiary.log.codec.EventCodec;
import io.ostiary.log.reader.Batch;
import io.ostiary.log.reader.EventRecord;
import io.ostiary.log.reader.LeaseClock;
import io.ostiary.log.reader.Mark;
import io.ostiary.log.reader.Sink;
import io.ostiary.projection.fold.ProjectionSink;
import io.ostiary.projection.store.RocksStore;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.record.TimestampType;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * Question: what does one event cost a read model, from the record's bytes to where it is seen?
 *
 * <p>The history of {@link BenchHistory} in batches of two thousand, folded from its beginning; the
 * figure is for one event. Command: {@code deploy/ostiary bench jmh Fold -prof gc}.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 8)
@Measurement(iterations = 8)
@Fork(
        value = 1,
        jvmArgsAppend = {
            "--enable-native-access=ALL-UNNAMED",
            "--sun-misc-unsafe-memory-access=allow"
        })
public class FoldBenchmark {

    private static final int EVENTS = 100_000;
    private static final int BATCH = 2_000;
    private static final int PARTITION = 0;

    /** Which of the two. */
    @Param({"engine", "projection"})
    public String model = "engine";

    private final EventCodec codec = new EventCodec();
    private final List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
    private Sink sink = new EngineFold(1, LeaseClock.system());
    private @Nullable RocksStore store;
    private @Nullable Path folder;

    @Setup
    public void encode() {
        var history = BenchHistory.of(EVENTS);
        for (int n = 0; n < EVENTS; n++) {
            var encoded = codec.encode(history.event(n, "topic")).to("iam.events", PARTITION);
            records.add(
                    new ConsumerRecord<>(
                            "iam.events",
                            PARTITION,
                            n,
                            0,
                            TimestampType.CREATE_TIME,
                            0,
                            0,
                            encoded.key(),
                            encoded.value(),
                            encoded.headers(),
                            Optional.empty()));
        }
    }

    @Setup(Level.Iteration)
    public void begin() throws IOException {
        if (model.equals("engine")) {
            sink = new EngineFold(1, LeaseClock.system());
            return;
        }
        var directory = Files.createTempDirectory("ostiary-fold");
        folder = directory;
        var opened = RocksStore.open(directory.resolve("store"));
        store = opened;
        sink =
                new ProjectionSink(
                        opened,
                        1,
                        LeaseClock.system(),
                        InstantSource.system(),
                        new SimpleMeterRegistry());
    }

    @TearDown(Level.Iteration)
    public void end() throws IOException {
        if (store != null && folder != null) {
            store.close();
            try (var files = Files.walk(folder)) {
                files.sorted(Comparator.reverseOrder()).forEach(FoldBenchmark::delete);
            }
        }
    }

    private static void delete(Path file) {
        try {
            Files.delete(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Benchmark
    @BenchmarkMode(Mode.SingleShotTime)
    @org.openjdk.jmh.annotations.OperationsPerInvocation(EVENTS)
    public long fold() {
        for (int from = 0; from < EVENTS; from += BATCH) {
            var events = new ArrayList<EventRecord>(BATCH);
            for (var record : records.subList(from, from + BATCH)) {
                // What cannot be read fails the cast, and the run.
                var read = (Decoded.Readable<EventEnvelope>) codec.decode(record);
                events.add(new EventRecord(PARTITION, record.offset(), read.value()));
            }
            long last = from + BATCH - 1;
            var mark = new Mark("cluster", "topic", last + 1, last, "digest");
            sink.fold(new Batch(PARTITION, events, Set.of(), List.of(), mark));
        }
        return sink.revision(BenchHistory.of(EVENTS).account(0));
    }
}
