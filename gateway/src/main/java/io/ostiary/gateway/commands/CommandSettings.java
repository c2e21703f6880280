package io.ostiary.gateway.commands;

import java.time.Duration;

/**
 * How long commands may take and how many may be on their way.
 *
 * @param deadline past it the writer does nothing with a command
 * @param margin how much longer an outcome is awaited: clocks differ, and a late command's {@code
 *     Expired} comes after its deadline
 * @param maxInFlight beyond it callers are throttled
 */
public record CommandSettings(Duration deadline, Duration margin, int maxInFlight) {

    public static final CommandSettings DEFAULTS =
            new CommandSettings(Duration.ofSeconds(10), Duration.ofSeconds(5), 4_096);

    public CommandSettings {
        if (!deadline.isPositive() || margin.isNegative() || maxInFlight < 1) {
            throw new IllegalArgumentException("a deadline, a margin, and room for one command");
        }
    }
}
