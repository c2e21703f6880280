package io.ostiary.standalone;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.ostiary.engine.EngineService;
import io.ostiary.engine.authorize.AuthorizationCatalog;
import io.ostiary.engine.denial.DenialFiles;
import io.ostiary.engine.fold.EngineFold;
import io.ostiary.engine.principal.AwsManagedPolicies;
import io.ostiary.gateway.commands.ClosedAccountSweep;
import io.ostiary.gateway.commands.CommandSettings;
import io.ostiary.gateway.commands.KafkaCommands;
import io.ostiary.gateway.pipeline.Pipeline;
import io.ostiary.gateway.serve.Gateway;
import io.ostiary.gateway.serve.GatewayConfig;
import io.ostiary.log.reader.LeaseClock;
import io.ostiary.log.reader.LogReader;
import io.ostiary.log.reader.ReaderConfig;
import io.ostiary.log.reader.Reporting;
import io.ostiary.log.report.InProcessReaders;
import io.ostiary.log.topic.Acls;
import io.ostiary.log.topic.LogClients;
import io.ostiary.policy.managed.ManagedPolicyCatalog;
import io.ostiary.projection.ProjectionService;
import io.ostiary.projection.fold.ProjectionSink;
import io.ostiary.projection.query.Queries;
import io.ostiary.projection.store.RocksStore;
import io.ostiary.sealing.CommandFields;
import io.ostiary.sealing.KeyRole;
import io.ostiary.sealing.MasterKey;
import io.ostiary.sealing.Purpose;
import io.ostiary.standalone.folder.RootCredentials;
import io.ostiary.writer.Deciders;
import io.ostiary.writer.loop.Writer;
import io.ostiary.writer.loop.WriterConfig;

import org.jspecify.annotations.Nullable;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

/**
 * The four services in one process, each with its own user of the log. Built once, from one thread.
 */
final class House {

    private static final Duration START = Duration.ofSeconds(120);
    private static final Duration OPENING = Duration.ofSeconds(30);

    /** An account that is open has its first event and root's key at least. */
    private static final long OPEN_REVISION = 2;

    private final int partitions;
    private final MasterKey masterKey;
    private final Loading loading;
    private final Path projectionFolder;
    private final Path denialFolder;
    private final Duration closedAccountsKept;
    private final MeterRegistry meters = new SimpleMeterRegistry();
    private final LeaseClock leaseClock = LeaseClock.system();
    private final InstantSource clock;
    private @Nullable Started started;
    private @Nullable LogClients gatewayClients;
    private @Nullable ClosedAccountSweep sweep;

    /** What the gateway is built on. */
    private record Started(
            LogBeginning beginning,
            LogClients writerClients,
            Writer writer,
            LogReader engineReader,
            LogReader projectionReader,
            EngineService engine,
            ProjectionService projection,
            InProcessReaders readers) {}

    /** What is read from the class path, while the broker starts. */
    record Loading(
            CompletableFuture<ManagedPolicyCatalog> policies,
            CompletableFuture<AuthorizationCatalog> authorization) {
        static Loading start() {
            return new Loading(
                    CompletableFuture.supplyAsync(ManagedPolicyCatalog::open),
                    CompletableFuture.supplyAsync(AuthorizationCatalog::load));
        }
    }

    /**
     * @param clock of signatures, sessions, deadlines and events; leases have the system's
     */
    House(
            int partitions,
            MasterKey masterKey,
            Loading loading,
            Path projectionFolder,
            Path denialFolder,
            Duration closedAccountsKept,
            InstantSource clock) {
        this.partitions = partitions;
        this.masterKey = masterKey;
        this.loading = loading;
        this.projectionFolder = projectionFolder;
        this.denialFolder = denialFolder;
        this.closedAccountsKept = closedAccountsKept;
        this.clock = clock;
    }

    /**
     * Returns when the writer serves and both readers have caught up.
     *
     * @throws io.ostiary.standalone.folder.Unusable when the log is sealed under another master key
     */
    void startServices(Function<String, LogClients> clientsOf, Closing closing) {
        LogClients writerClients = clientsOf.apply(Acls.WRITER);
        var beginning = closing.add("beginning", new LogBeginning(writerClients, partitions));
        beginning.isRegistered(masterKey.checkValue());
        ManagedPolicyCatalog catalog = loading.policies().join();

        var writer =
                new Writer(
                        partitions,
                        writerClients,
                        masterKey.keysFor(KeyRole.WRITER),
                        new Deciders(catalog, closedAccountsKept),
                        clock,
                        WriterConfig.DEFAULTS,
                        meters);
        closing.add("writer", writer);
        writer.startAlone();

        var fold = new EngineFold(partitions, leaseClock);
        var engine =
                closing.add(
                        "engine",
                        EngineService.of(
                                fold,
                                masterKey.keysFor(KeyRole.ENGINE),
                                loading.authorization().join(),
                                AwsManagedPolicies.of(catalog),
                                new SecureRandom(),
                                DenialFiles.open(denialFolder, DenialFiles.MOST_BYTES),
                                clock));
        var engineReader =
                closing.add(
                        "engine reader",
                        new LogReader(
                                ReaderConfig.alone("engine"),
                                clientsOf.apply(Acls.ENGINE),
                                fold,
                                fold,
                                leaseClock,
                                Reporting.NONE));
        engineReader.start();

        var store = closing.add("projection store", RocksStore.open(projectionFolder));
        var sink = new ProjectionSink(store, partitions, leaseClock, clock, meters);
        var projectionReader =
                closing.add(
                        "projection reader",
                        new LogReader(
                                ReaderConfig.alone("projection"),
                                clientsOf.apply(Acls.PROJECTION),
                                sink,
                                null,
                                leaseClock,
                                Reporting.NONE));
        projectionReader.start();
        var projection =
                new ProjectionService(
                        store, sink, new Queries(new ManagedPolicies(catalog), clock), meters);

        gatewayClients = clientsOf.apply(Acls.GATEWAY);
        started =
                new Started(
                        beginning,
                        writerClients,
                        writer,
                        engineReader,
                        projectionReader,
                        engine,
                        projection,
                        InProcessReaders.of(engineReader, projectionReader));
        await(writer);
        engineReader.ready().join();
        projectionReader.ready().join();
    }

    /** Completes the first start: registers the master key, opens the account. */
    void openAccount(RootCredentials root) {
        Started services = services();
        var first =
                FirstAccount.of(root, new CommandFields(masterKey.derive(Purpose.COMMAND_FIELD)));
        services.beginning()
                .complete(services.writerClients(), masterKey.checkValue(), first, OPENING);
        services.beginning().close();
        // In the log; and on both readers before the first caller.
        boolean seen =
                services.readers()
                        .await(root.account(), OPEN_REVISION)
                        .toCompletableFuture()
                        .join();
        if (!seen) {
            throw new IllegalStateException("account " + root.account() + " cannot be read");
        }
    }

    /** It listens when it returns: at another port than asked for when that was 0. */
    Gateway startGateway(GatewayConfig config, Closing closing) {
        Started services = services();
        var commands =
                closing.add(
                        "commands", new KafkaCommands(clients(), CommandSettings.DEFAULTS, clock));
        commands.start();
        sweep =
                closing.add(
                        "sweep", new ClosedAccountSweep(services.engine(), commands::shred, clock));
        sweep.start();
        var gateway =
                new Gateway(
                        config,
                        new Pipeline.Ports(
                                services.engine(),
                                services.projection(),
                                services.readers(),
                                commands,
                                commands),
                        masterKey.keysFor(KeyRole.GATEWAY),
                        meters,
                        clock,
                        this::healthy);
        closing.add("gateway", gateway).start();
        return gateway;
    }

    ClosedAccountSweep sweep() {
        var current = sweep;
        if (current == null) {
            throw new IllegalStateException("the gateway is not started yet");
        }
        return current;
    }

    private boolean healthy() {
        Started services = services();
        return services.writer().healthy()
                && services.engineReader().health().isGreen()
                && services.projectionReader().health().isGreen();
    }

    private static void await(Writer writer) {
        try {
            if (!writer.awaitServing(START)) {
                throw new IllegalStateException(
                        "the writer cannot take its partitions; the log says why");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted during the start", e);
        }
    }

    private Started services() {
        var current = started;
        if (current == null) {
            throw new IllegalStateException("the services are not started yet");
        }
        return current;
    }

    private LogClients clients() {
        var clients = gatewayClients;
        if (clients == null) {
            throw new IllegalStateException("the services are not started yet");
        }
        return clients;
    }
}
