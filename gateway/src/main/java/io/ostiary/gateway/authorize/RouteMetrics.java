package io.ostiary.gateway.authorize;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/**
 * Counts and times requests by route and code, beside AWS's operations in {@code
 * ostiary.gateway.requests}. Nothing a caller writes becomes a label.
 */
public final class RouteMetrics {

    private final MeterRegistry registry;
    private final Map<Key, Timer> timers = new ConcurrentHashMap<>();

    private record Key(Route route, String code) {}

    public RouteMetrics(MeterRegistry registry) {
        this.registry = registry;
    }

    /**
     * @param code of a refusal, or {@code OK}
     */
    void record(Route route, String code, long nanos) {
        var key = new Key(route, code);
        Timer known = timers.get(key);
        Timer timer = known != null ? known : timers.computeIfAbsent(key, this::timer);
        timer.record(nanos, TimeUnit.NANOSECONDS);
    }

    private Timer timer(Key key) {
        return Timer.builder("ostiary.gateway.requests")
                .tag("service", "ostiary")
                .tag("operation", key.route().path())
                .tag("code", key.code())
                .register(registry);
    }
}
