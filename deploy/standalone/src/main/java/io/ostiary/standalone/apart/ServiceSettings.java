package io.ostiary.standalone.apart;

import io.ostiary.log.reader.ReaderConfig;
import io.ostiary.log.topic.LogConnection;

import java.time.Duration;

/**
 * What every service needs to start.
 *
 * @param tls whether the connection to the broker is encrypted
 * @param lease how long a reader may answer after a proof: the same for all services
 * @param patience how long a start waits for the others before it fails
 */
public record ServiceSettings(
        KeyFile keys, String bootstrapServers, boolean tls, Duration lease, Duration patience) {

    private static final Duration PATIENCE = Duration.ofSeconds(120);

    public static ServiceSettings cluster(KeyFile keys, String bootstrapServers, boolean tls) {
        return new ServiceSettings(
                keys, bootstrapServers, tls, ReaderConfig.LEASE_CLUSTER, PATIENCE);
    }

    LogConnection connection() {
        return new LogConnection(
                bootstrapServers, new LogConnection.Login(keys.user(), keys.password()), tls);
    }
}
