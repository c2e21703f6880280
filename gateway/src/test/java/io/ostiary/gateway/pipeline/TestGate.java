package io.ostiary.gateway.pipeline;

import io.ostiary.contract.port.Engine;

import java.time.InstantSource;

/** A gate before an engine, for tests of other packages; it throttles nobody. */
public final class TestGate {

    private TestGate() {}

    public static Gate of(Engine engine) {
        var rate = new Throttle.Rate(1_000_000, 1_000_000);
        return new Gate(
                engine,
                _ -> true,
                new Pipeline.Settings("us-east-1", rate, rate),
                InstantSource.system(),
                System::nanoTime);
    }
}
