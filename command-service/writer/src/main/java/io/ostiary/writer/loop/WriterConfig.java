package io.ostiary.writer.loop;

import java.time.Duration;

/**
 * @param maxBatch commands in one transaction
 * @param maxDeciding how long a batch may be decided on before it is committed
 * @param gatheringEach how long after a commit the next batch waits for more commands, once it has
 *     one, for each command of the last
 * @param gathering how long it waits at most
 * @param retryPause between two attempts to take a partition whose broker does not answer
 */
public record WriterConfig(
        int maxBatch,
        Duration maxDeciding,
        Duration gatheringEach,
        Duration gathering,
        Duration retryPause) {

    public static final WriterConfig DEFAULTS =
            new WriterConfig(
                    500,
                    Duration.ofMillis(50),
                    Duration.ofNanos(300_000),
                    Duration.ofMillis(20),
                    Duration.ofMillis(200));

    public WriterConfig {
        if (maxBatch < 1 || maxBatch > 10_000) {
            throw new IllegalArgumentException("maxBatch: 1 to 10,000");
        }
    }
}
