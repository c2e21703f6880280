package io.ostiary.log.reader;

import io.ostiary.contract.event.EventEnvelope;

/** An event and where it lies. */
public record EventRecord(int partition, long offset, EventEnvelope envelope) {}
