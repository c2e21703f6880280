package io.ostiary.gateway.serve;

import io.ostiary.gateway.edge.EdgeLimits;
import io.ostiary.gateway.pipeline.Pipeline;
import io.ostiary.gateway.pipeline.Throttle.Rate;

import java.time.Duration;

/**
 * How the gateway listens.
 *
 * @param port 0 for any that is free
 * @param eventLoops threads that serve requests
 * @param drain how long requests may take to end at a stop
 */
public record GatewayConfig(
        String host,
        int port,
        int eventLoops,
        EdgeLimits limits,
        Pipeline.Settings pipeline,
        Duration drain) {

    private static final Rate GENEROUS = new Rate(200_000, 400_000);

    public GatewayConfig {
        if (port < 0 || port > 65_535 || eventLoops < 1) {
            throw new IllegalArgumentException("a port of 0 to 65535 and an event loop");
        }
    }

    /**
     * On the loopback interface, an event loop a core, and throttles that honest use never meets.
     */
    public static GatewayConfig onLoopback(int port, String region) {
        return new GatewayConfig(
                "127.0.0.1",
                port,
                Runtime.getRuntime().availableProcessors(),
                EdgeLimits.DEFAULTS,
                new Pipeline.Settings(region, GENEROUS, GENEROUS),
                Duration.ofSeconds(15));
    }
}
