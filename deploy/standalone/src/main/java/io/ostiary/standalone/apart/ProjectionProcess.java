package io.ostiary.standalone.apart;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.ostiary.gateway.edge.Listening;
import io.ostiary.gateway.remote.InternalServer;
import io.ostiary.log.reader.LeaseClock;
import io.ostiary.policy.managed.ManagedPolicyCatalog;
import io.ostiary.projection.ProjectionService;
import io.ostiary.projection.fold.ProjectionSink;
import io.ostiary.projection.query.Queries;
import io.ostiary.projection.store.RocksStore;
import io.ostiary.sealing.KeyRole;
import io.ostiary.sealing.Purpose;
import io.ostiary.standalone.Closing;
import io.ostiary.standalone.ManagedPolicies;
import io.ostiary.standalone.apart.RunningService.Parts;
import io.ostiary.standalone.folder.DataFolder;
import io.vertx.core.Vertx;

import java.nio.file.Path;
import java.time.InstantSource;

/** The projection alone, on a folder of its own, offered to gateways on a port of its own. */
public final class ProjectionProcess {

    private ProjectionProcess() {}

    /**
     * Returns when it has caught up and listens.
     *
     * @param data its folder; what lies there may be deleted, it is folded again
     * @throws io.ostiary.standalone.folder.Unusable when the folder, the broker or the keys are not
     *     right
     */
    public static RunningService start(ServiceSettings settings, Listening listen, Path data) {
        return RunningService.start(
                KeyRole.PROJECTION, closing -> start(settings, listen, data, closing));
    }

    private static Parts start(
            ServiceSettings settings, Listening listen, Path data, Closing closing) {
        var log = ServiceLog.open(settings);
        log.requireOurMasterKey(settings);
        var folder = closing.add("data folder", DataFolder.open(data));
        var meters = new SimpleMeterRegistry();
        var clock = LeaseClock.system();
        var store = closing.add("store", RocksStore.open(folder.projection()));
        var sink = new ProjectionSink(store, log.partitions(), clock, clock.wall(), meters);
        var reader = ReaderProcess.start(settings, log, sink, null, clock, closing);
        var projection =
                new ProjectionService(
                        store,
                        sink,
                        new Queries(
                                new ManagedPolicies(ManagedPolicyCatalog.open()),
                                InstantSource.system()),
                        meters);
        var vertx = Vertx.vertx();
        closing.add("event loops", () -> vertx.close().await());
        var server =
                closing.add(
                        "port",
                        InternalServer.of(
                                projection,
                                vertx,
                                settings.keys().keys().key(Purpose.INTERNAL_CALL),
                                InstantSource.system()));
        int port = server.start(listen);
        return new Parts(
                new HostPort(listen.addresses().getFirst().host(), port),
                () -> reader.health().running());
    }
}
