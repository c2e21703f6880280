package io.ostiary.standalone;

import java.time.InstantSource;

/** A house whose time a test holds in its hand. */
public final class HouseClock {
    private HouseClock() {}

    public static Standalone start(StandaloneOptions options, InstantSource clock) {
        return Standalone.start(options, _ -> {}, clock);
    }

    /** What a gateway does every hour. */
    public static void sweepClosedAccounts(Standalone house) {
        house.sweepClosedAccounts();
    }
}
