package io.ostiary.standalone.apart;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.ostiary.policy.managed.ManagedPolicyCatalog;
import io.ostiary.sealing.KeyRole;
import io.ostiary.standalone.Closing;
import io.ostiary.standalone.LogBeginning;
import io.ostiary.standalone.apart.RunningService.Parts;
import io.ostiary.writer.Deciders;
import io.ostiary.writer.loop.Writer;
import io.ostiary.writer.loop.WriterConfig;

import java.time.Duration;
import java.time.InstantSource;

/**
 * The writer alone. Nobody calls it: commands come by the log. It is also the one that completes
 * the first start, because it needs nobody else for that.
 */
public final class WriterProcess {

    /** The same at every start, so that a quick restart moves no partition. */
    private static final String MEMBER = "writer-0";

    private WriterProcess() {}

    /**
     * Returns when it serves and the log has its beginning.
     *
     * @throws io.ostiary.standalone.folder.Unusable when the broker or the keys are not right
     */
    public static RunningService start(ServiceSettings settings) {
        return start(settings, Deciders.CLOSED_ACCOUNTS_KEPT);
    }

    /**
     * @param closedAccountsKept how long an account that is closed from now on can be reopened
     */
    public static RunningService start(ServiceSettings settings, Duration closedAccountsKept) {
        return RunningService.start(
                KeyRole.WRITER, closing -> start(settings, closedAccountsKept, closing));
    }

    private static Parts start(
            ServiceSettings settings, Duration closedAccountsKept, Closing closing) {
        var log = ServiceLog.open(settings);
        String checkValue = settings.keys().masterKeyCheck();
        try (var beginning = new LogBeginning(log.clients(), log.partitions())) {
            beginning.isRegistered(checkValue);
            var writer =
                    new Writer(
                            log.partitions(),
                            log.clients(),
                            settings.keys().keys(),
                            new Deciders(ManagedPolicyCatalog.open(), closedAccountsKept),
                            InstantSource.system(),
                            WriterConfig.DEFAULTS,
                            new SimpleMeterRegistry());
            closing.add("writer", writer);
            writer.startAsMember(MEMBER);
            await(writer, settings);
            beginning.complete(
                    log.clients(), checkValue, settings.keys().firstAccount(), settings.patience());
            return new Parts(null, writer::isMember);
        }
    }

    private static void await(Writer writer, ServiceSettings settings) {
        try {
            if (!writer.awaitServing(settings.patience())) {
                throw new IllegalStateException(
                        "the writer cannot take its partitions; the log says why");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted during the start", e);
        }
    }
}
