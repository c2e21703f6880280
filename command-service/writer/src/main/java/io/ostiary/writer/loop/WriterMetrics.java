package io.ostiary.writer.loop;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;

/** What the writer counts. */
final class WriterMetrics {

    private final Counter commands;
    private final Counter records;
    private final Counter batches;
    private final Counter poisoned;
    private final Counter retaken;

    WriterMetrics(MeterRegistry registry) {
        this.commands = registry.counter("ostiary.writer.commands");
        this.records = registry.counter("ostiary.writer.records");
        this.batches = registry.counter("ostiary.writer.batches");
        this.poisoned = registry.counter("ostiary.writer.poisoned");
        this.retaken = registry.counter("ostiary.writer.retaken");
    }

    void committed(int commandCount, int recordCount) {
        commands.increment(commandCount);
        records.increment(recordCount);
        batches.increment();
    }

    void poisoned() {
        poisoned.increment();
    }

    void retaken() {
        retaken.increment();
    }
}
