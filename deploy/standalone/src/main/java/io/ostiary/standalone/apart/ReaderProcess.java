package io.ostiary.standalone.apart;

import io.ostiary.log.reader.KeySink;
import io.ostiary.log.reader.LeaseClock;
import io.ostiary.log.reader.LogReader;
import io.ostiary.log.reader.ReaderConfig;
import io.ostiary.log.reader.Sink;
import io.ostiary.log.report.ProgressReporter;
import io.ostiary.standalone.Closing;

import org.jspecify.annotations.Nullable;

import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** What engine and projection have in common: a reader that tells gateways of its progress. */
final class ReaderProcess {

    private ReaderProcess() {}

    /** Returns when the reader has caught up and has its first lease. */
    static LogReader start(
            ServiceSettings settings,
            ServiceLog log,
            Sink sink,
            @Nullable KeySink keys,
            LeaseClock clock,
            Closing closing) {
        String name = KeyFile.name(settings.keys().role());
        var reporter =
                closing.add(
                        "reports",
                        new ProgressReporter(
                                log.clients().producer(name + "-progress"),
                                name,
                                settings.lease().dividedBy(2)));
        var reader =
                closing.add(
                        "reader",
                        new LogReader(
                                new ReaderConfig(name, settings.lease()),
                                log.clients(),
                                sink,
                                keys,
                                clock,
                                reporter));
        reader.start();
        awaitLease(reader, settings);
        return reader;
    }

    /** A long log takes as long as it takes: only a reader that gets no further is given up. */
    private static void awaitLease(LogReader reader, ServiceSettings settings) {
        Map<Integer, Long> reached = Map.of();
        while (true) {
            try {
                reader.ready().get(settings.patience().toMillis(), TimeUnit.MILLISECONDS);
                return;
            } catch (TimeoutException e) {
                Map<Integer, Long> now = reader.health().positions();
                if (now.equals(reached)) {
                    throw tooSlow(settings, e);
                }
                reached = now;
            } catch (ExecutionException e) {
                throw tooSlow(settings, e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException("interrupted during the start", e);
            }
        }
    }

    private static IllegalStateException tooSlow(ServiceSettings settings, Exception cause) {
        String name = KeyFile.name(settings.keys().role());
        return new IllegalStateException(
                "the " + name + " did not catch up with the log in time", cause);
    }
}
