package io.ostiary.bench;

import io.ostiary.contract.command.Actor;
import io.ostiary.contract.id.AccountId;
import io.ostiary.contract.port.Caller;
import io.ostiary.engine.fold.EngineFold;
import io.ostiary.engine.principal.AwsManagedPolicies;
import io.ostiary.engine.principal.PolicyCompiler;
import io.ostiary.engine.principal.Principals;
import io.ostiary.log.reader.LeaseClock;
import io.ostiary.log.topic.Acls;
import io.ostiary.policy.evaluate.Evaluator;
import io.ostiary.policy.managed.ManagedPolicyCatalog;
import io.ostiary.policy.request.AuthorizationRequest;
import io.ostiary.policy.request.ConditionKeys;

import org.HdrHistogram.Histogram;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

/**
 * What an engine holds and needs of very many principals: heap for each, the time to be ready again
 * on the log of its own disk, and the first decision about an account that nobody has asked about.
 */
final class PrincipalsBench {

    private static final int USERS_EACH = 100;
    private static final double HEAP_BYTES = 2_048;
    private static final double START_SECONDS = 30;
    private static final double FIRST_DECISION_MICROS = 1_000;
    private static final int DECISIONS = 1_000;

    private PrincipalsBench() {}

    static List<Row> rows(Path folder, boolean quick) throws IOException {
        int accounts = quick ? 1_000 : 10_000;
        var history = BenchHistory.ofUsers(accounts, USERS_EACH);
        // Makes the folder and the topics.
        Child.readyMillis("house", folder);
        Bench.detail(String.format(Locale.ROOT, "writing %,d events", history.events()));
        try (var log = HouseLog.open(folder)) {
            log.flushEventsNoMore();
            new EventGenerator(log, Child.PARTITIONS).write(history);
        }
        List<String> said = Child.principals(folder, accounts, USERS_EACH);
        double seconds = Double.parseDouble(said.get(0));
        double bytes = Double.parseDouble(said.get(1));
        double late = Double.parseDouble(said.get(2));
        String what = String.format(Locale.ROOT, "%,d principals", accounts * USERS_EACH);
        return List.of(
                new Row(
                        what + " in " + String.format(Locale.ROOT, "%,d accounts, heap", accounts),
                        "–",
                        String.format(Locale.ROOT, "%,.0f B each", bytes),
                        bytes / HEAP_BYTES,
                        "≤ 2 KiB",
                        bytes <= HEAP_BYTES),
                new Row(
                        what + ", engine's start from its log",
                        "–",
                        String.format(Locale.ROOT, "%.1f s", seconds),
                        seconds / START_SECONDS,
                        "≤ 30 s",
                        seconds <= START_SECONDS),
                new Row(
                        "first decision of a cold account, p99",
                        "–",
                        String.format(Locale.ROOT, "%,.0f µs", late),
                        late / FIRST_DECISION_MICROS,
                        "≤ 1 ms",
                        late <= FIRST_DECISION_MICROS));
    }

    /** Seconds until the engine is ready, bytes of heap a principal, and microseconds: as texts. */
    static List<String> measure(HouseLog log, BenchHistory history) {
        long before = heap();
        var clock = LeaseClock.system();
        var fold = new EngineFold(Child.PARTITIONS, clock);
        double seconds;
        try (var reader = Replay.reader("engine", log.as(Acls.ENGINE), fold, fold, clock)) {
            long begun = System.nanoTime();
            reader.start();
            reader.ready().join();
            seconds = (System.nanoTime() - begun) / 1e9;
            Replay.check(history, "engine", fold);
        }
        double bytes = (heap() - before) / ((double) history.accounts() * USERS_EACH);
        return List.of(
                Double.toString(seconds),
                Double.toString(bytes),
                Double.toString(firstDecisions(fold, history)));
    }

    private static long heap() {
        // The second collects what the first one's finalizers and references let go.
        System.gc();
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }

    /** The p99 over accounts, in microseconds; each is asked about for the first time. */
    private static double firstDecisions(EngineFold fold, BenchHistory history) {
        var principals =
                new Principals(
                        new PolicyCompiler(), AwsManagedPolicies.of(ManagedPolicyCatalog.open()));
        int warm = Math.min(DECISIONS, history.accounts() / 2);
        var micros = new Histogram(3);
        for (int i = 0; i < history.accounts() && i < warm + DECISIONS; i++) {
            // Spread over all of them, so that neighbours in memory are not asked in turn.
            AccountId account = history.account(i * 7_919 % history.accounts());
            long begun = System.nanoTime();
            decide(fold, principals, account);
            if (i >= warm) {
                micros.recordValue((System.nanoTime() - begun) / 1_000);
            }
        }
        return micros.getValueAtPercentile(99);
    }

    private static void decide(EngineFold fold, Principals principals, AccountId account) {
        String id = BenchHistory.userId(account, USERS_EACH / 2);
        String name = BenchHistory.userName(USERS_EACH / 2);
        String arn = "arn:aws:iam::" + account + ":user/bench/" + name;
        var actor = new Actor(Actor.Kind.USER, account, id, null, null, arn);
        var found =
                Objects.requireNonNull(
                        principals.find(fold.snapshot(), new Caller(actor, name, id, null)));
        var request =
                AuthorizationRequest.of(
                        "iam:GetUser", arn, account, found.principal(), ConditionKeys.NONE);
        if (!Evaluator.evaluate(request, found.policies()).isAllowed()) {
            throw new IllegalStateException("what the user may do is denied");
        }
    }
}
