package io.ostiary.gateway.serve;

import io.ostiary.gateway.edge.EdgeLimits;
import io.ostiary.gateway.edge.Listening;
import io.ostiary.gateway.edge.TlsReload;
import io.ostiary.gateway.pipeline.Pipeline;
import io.ostiary.gateway.pipeline.Throttle.Rate;

import java.time.Duration;

/**
 * How the gateway listens.
 *
 * @param eventLoops threads that serve requests
 * @param drain how long requests may take to end at a stop
 * @param certificateCheck how often it is looked whether certificate and key have changed
 */
public record GatewayConfig(
        Listening listening,
        int eventLoops,
        EdgeLimits limits,
        Pipeline.Settings pipeline,
        Duration drain,
        Duration certificateCheck) {

    private static final Rate GENEROUS = new Rate(200_000, 400_000);

    public GatewayConfig {
        if (eventLoops < 1) {
            throw new IllegalArgumentException("an event loop is wanted");
        }
    }

    /** As {@link #at}, on the loopback interface. */
    public static GatewayConfig onLoopback(int port, String region) {
        return at(Listening.loopback(port), region);
    }

    /** An event loop a core, and throttles that honest use never meets. */
    public static GatewayConfig at(Listening listening, String region) {
        return new GatewayConfig(
                listening,
                Runtime.getRuntime().availableProcessors(),
                EdgeLimits.DEFAULTS,
                new Pipeline.Settings(region, GENEROUS, GENEROUS),
                Duration.ofSeconds(15),
                TlsReload.EVERY);
    }
}
