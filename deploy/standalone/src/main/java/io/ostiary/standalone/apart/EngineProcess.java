package io.ostiary.standalone.apart;

import io.ostiary.engine.EngineService;
import io.ostiary.engine.authorize.AuthorizationCatalog;
import io.ostiary.engine.denial.DenialFiles;
import io.ostiary.engine.denial.DenialStore;
import io.ostiary.engine.fold.EngineFold;
import io.ostiary.engine.principal.AwsManagedPolicies;
import io.ostiary.gateway.edge.Listening;
import io.ostiary.gateway.remote.InternalServer;
import io.ostiary.log.reader.LeaseClock;
import io.ostiary.policy.managed.ManagedPolicyCatalog;
import io.ostiary.sealing.KeyRole;
import io.ostiary.sealing.Purpose;
import io.ostiary.standalone.Closing;
import io.ostiary.standalone.apart.RunningService.Parts;
import io.ostiary.standalone.folder.DataFolder;
import io.vertx.core.Vertx;

import org.jspecify.annotations.Nullable;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;

/** The policy engine alone, offered to gateways on a port of its own. */
public final class EngineProcess {

    private EngineProcess() {}

    /**
     * Returns when it has caught up and listens.
     *
     * @param data a folder of its own, where denials are kept; null to keep none
     * @throws io.ostiary.standalone.folder.Unusable when the broker or the keys are not right
     */
    public static RunningService start(
            ServiceSettings settings, Listening listen, @Nullable Path data) {
        return RunningService.start(
                KeyRole.ENGINE, closing -> start(settings, listen, data, closing));
    }

    private static Parts start(
            ServiceSettings settings, Listening listen, @Nullable Path data, Closing closing) {
        var log = ServiceLog.open(settings);
        log.requireOurMasterKey(settings);
        var clock = LeaseClock.system();
        var fold = new EngineFold(log.partitions(), clock);
        var engine =
                closing.add(
                        "engine",
                        EngineService.of(
                                fold,
                                settings.keys().keys(),
                                AuthorizationCatalog.load(),
                                AwsManagedPolicies.of(ManagedPolicyCatalog.open()),
                                new SecureRandom(),
                                data == null ? DenialStore.NONE : denials(data, closing),
                                InstantSource.system()));
        var reader = ReaderProcess.start(settings, log, fold, fold, clock, closing);
        var vertx = Vertx.vertx();
        closing.add("event loops", () -> vertx.close().await());
        var server =
                closing.add(
                        "port",
                        InternalServer.of(
                                engine,
                                vertx,
                                settings.keys().keys().key(Purpose.INTERNAL_CALL),
                                InstantSource.system()));
        int port = server.start(listen);
        return new Parts(
                new HostPort(listen.addresses().getFirst().host(), port),
                () -> reader.health().running());
    }

    private static DenialStore denials(Path data, Closing closing) {
        var folder = closing.add("data folder", DataFolder.open(data));
        return DenialFiles.open(folder.denials(), DenialFiles.MOST_BYTES);
    }
}
