package io.ostiary.gateway.serve;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.ostiary.gateway.model.OperationModel;
import io.ostiary.gateway.pipeline.Answer;

import org.jspecify.annotations.Nullable;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/**
 * Counts and times requests by service, operation and code: {@code ostiary.gateway.requests}.
 * Nothing a caller writes becomes a label.
 */
final class RequestMetrics {

    private static final String NAME = "ostiary.gateway.requests";
    private static final String OK = "OK";

    private final MeterRegistry registry;
    private final Map<OperationModel, Timer> successes = new ConcurrentHashMap<>();
    private final Map<Key, Timer> refusals = new ConcurrentHashMap<>();

    private record Key(@Nullable OperationModel operation, String code) {}

    RequestMetrics(MeterRegistry registry) {
        this.registry = registry;
    }

    void record(Answer answer, long nanos) {
        timer(answer).record(nanos, TimeUnit.NANOSECONDS);
    }

    private Timer timer(Answer answer) {
        switch (answer) {
            case Answer.Success success -> {
                Timer timer = successes.get(success.operation());
                return timer != null
                        ? timer
                        : successes.computeIfAbsent(success.operation(), each -> timer(each, OK));
            }
            case Answer.Refusal refusal -> {
                return refusals.computeIfAbsent(
                        new Key(refusal.operation(), refusal.error().code()),
                        key -> timer(key.operation(), key.code()));
            }
        }
    }

    private Timer timer(@Nullable OperationModel operation, String code) {
        return Timer.builder(NAME)
                .tag("service", operation == null ? "none" : operation.service().signingName())
                .tag("operation", operation == null ? "none" : operation.name())
                .tag("code", code)
                .register(registry);
    }
}
