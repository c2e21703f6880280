package io.ostiary.writer.loop;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.ostiary.contract.command.Actor;
import io.ostiary.contract.command.HistoryCommand.NewAccount;
import io.ostiary.contract.command.HistoryCommand.OpenAccount;
import io.ostiary.contract.command.HistoryCommand.RootKey;
import io.ostiary.contract.command.UserCommand.CreateUser;
import io.ostiary.contract.id.AccessKeyId;
import io.ostiary.contract.id.AccountId;
import io.ostiary.contract.id.IdPrefix;
import io.ostiary.contract.secret.Secret;
import io.ostiary.log.topic.Acls;
import io.ostiary.log.topic.LogClients;
import io.ostiary.policy.managed.ManagedPolicyCatalog;
import io.ostiary.sealing.CommandFields;
import io.ostiary.sealing.KeyRole;
import io.ostiary.sealing.MasterKey;
import io.ostiary.sealing.Purpose;
import io.ostiary.state.decide.Decider;
import io.ostiary.testkit.Actors;
import io.ostiary.writer.Deciders;
import io.ostiary.writer.loop.PartitionLoop.Condition;
import io.ostiary.writer.loop.PartitionLoop.Ownership;
import io.ostiary.writer.loop.PartitionLoop.Producers;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** Writers of single partitions on a {@link RealLog}, each of which is ended with the test. */
final class Loops implements AutoCloseable {

    private static final int PATIENCE_SECONDS = 60;

    static final MasterKey MASTER = MasterKey.random();
    static final Decider RULES = new Deciders(ManagedPolicyCatalog.open());

    private final RealLog log;
    private final List<Running> running = new ArrayList<>();
    private Decider decider = RULES;
    private InstantSource clock = InstantSource.system();
    private Ownership ownership = Ownership.ALONE;
    private Producers producers;

    Loops(RealLog log) {
        this.log = log;
        this.producers = writer()::transactional;
    }

    private LogClients writer() {
        return log.as(Acls.WRITER);
    }

    Loops deciding(Decider by) {
        decider = by;
        return this;
    }

    Loops at(InstantSource time) {
        clock = time;
        return this;
    }

    Loops among(Ownership others) {
        ownership = others;
        return this;
    }

    /** The loops started from now on commit as the fault lets them. */
    Loops committing(CommitFault fault) {
        producers = fault.over(writer()::transactional);
        return this;
    }

    /** Takes the account's partition and returns when it serves. */
    Running serve(AccountId account) throws InterruptedException {
        Running started = start(account);
        if (!started.loop.served().await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
            throw new AssertionError("the loop does not serve: " + started.loop.condition());
        }
        return started;
    }

    Running start(AccountId account) {
        var loop =
                new PartitionLoop(
                        RealLog.partition(account),
                        RealLog.SETTINGS.partitions(),
                        ownership,
                        writer(),
                        producers,
                        MASTER.keysFor(KeyRole.WRITER),
                        decider,
                        clock,
                        WriterConfig.DEFAULTS,
                        new WriterMetrics(new SimpleMeterRegistry()));
        var started = new Running(loop, new Thread(loop, "loop-under-test"));
        started.thread.start();
        running.add(started);
        return started;
    }

    /** Has the account opened, with {@link #rootOf} as its root. */
    void open(AccountId account) {
        var keyId = rootKey(account);
        var secret =
                fields().seal(
                                Secret.of("a-secret-access-key-of-40-characters-now"),
                                "secretAccessKey",
                                keyId);
        var wanted =
                new NewAccount(
                        account,
                        "name",
                        account + "@example.com",
                        null,
                        null,
                        new RootKey(keyId, secret));
        log.send(
                account,
                "open-" + account,
                Actor.system(AccountId.REGISTRY),
                new OpenAccount("open-" + account, AccountId.REGISTRY, wanted));
    }

    static CommandFields fields() {
        return new CommandFields(MASTER.derive(Purpose.COMMAND_FIELD));
    }

    static String rootKey(AccountId account) {
        return AccessKeyId.of(IdPrefix.ACCESS_KEY, account, 1).value();
    }

    static Actor rootOf(AccountId account) {
        return Actors.root(account, rootKey(account));
    }

    static CreateUser createUser(String name) {
        return new CreateUser(null, null, List.of(), name);
    }

    /** A loop and its thread. */
    record Running(PartitionLoop loop, Thread thread) {
        void stop() throws InterruptedException {
            loop.stop();
            thread.join();
        }

        void awaitCondition(Condition condition) {
            RealLog.await(
                    () -> Optional.of(loop.condition()).filter(condition::equals),
                    condition.name());
        }
    }

    @Override
    public void close() throws InterruptedException {
        running.forEach(each -> each.loop.stop());
        for (Running each : running) {
            each.thread.join();
        }
    }
}
