package io.ostiary.standalone;

import io.ostiary.broker.EmbeddedBroker;

/** The broker inside a running house, for tests that cut others off from it. */
public final class HouseBroker {
    private HouseBroker() {}

    public static EmbeddedBroker of(Standalone house) {
        return house.broker();
    }
}
