package io.ostiary.gateway.serve;

import io.ostiary.gateway.edge.EdgeLimits;
import io.ostiary.gateway.edge.Listening;
import io.ostiary.gateway.edge.TlsReload;
import io.ostiary.gateway.envoy.EnvoyServer;
import io.ostiary.gateway.pipeline.Pipeline;
import io.ostiary.gateway.pipeline.Throttle.Rate;

import org.jspecify.annotations.Nullable;

import java.time.Duration;

/**
 * How the gateway listens.
 *
 * @param eventLoops threads that serve requests
 * @param drain how long requests may take to end at a stop
 * @param certificateCheck how often it is looked whether certificate and key have changed
 * @param envoy where Envoys ask, with the same certificate; null for nowhere
 */
public record GatewayConfig(
        Listening listening,
        int eventLoops,
        EdgeLimits limits,
        Pipeline.Settings pipeline,
        Duration drain,
        Duration certificateCheck,
        EnvoyServer.@Nullable Settings envoy) {

    private static final Rate GENEROUS = new Rate(200_000, 400_000);

    /** Without Envoys. */
    public GatewayConfig(
            Listening listening,
            int eventLoops,
            EdgeLimits limits,
            Pipeline.Settings pipeline,
            Duration drain,
            Duration certificateCheck) {
        this(listening, eventLoops, limits, pipeline, drain, certificateCheck, null);
    }

    public GatewayConfig {
        if (eventLoops < 1) {
            throw new IllegalArgumentException("an event loop is wanted");
        }
    }

    /** The same, and Envoys are answered beside it. */
    public GatewayConfig with(EnvoyServer.@Nullable Settings settings) {
        return new GatewayConfig(
                listening, eventLoops, limits, pipeline, drain, certificateCheck, settings);
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
