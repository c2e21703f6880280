package io.ostiary.standalone.apart;

import io.ostiary.log.reader.KeySink;
import io.ostiary.log.reader.LeaseClock;
import io.ostiary.log.reader.LogReader;
import io.ostiary.log.reader.ReaderConfig;
import io.ostiary.log.reader.Sink;
import io.ostiary.log.report.ProgressReporter;
import io.ostiary.standalone.Closing;

import org.jspecify.annotations.Nullable;

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
        RunningService.await(
                reader.ready(),
                settings.patience(),
                () -> reader.health().positions(),
                "the " + name + " did not catch up with the log");
        return reader;
    }
}
