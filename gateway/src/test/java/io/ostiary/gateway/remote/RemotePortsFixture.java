package io.ostiary.gateway.remote;

import io.ostiary.contract.command.Actor;
import io.ostiary.contract.error.IamError.NoSuchEntity;
import io.ostiary.contract.id.AccountId;
import io.ostiary.contract.port.Caller;
import io.ostiary.contract.port.Engine.RequestFacts;
import io.ostiary.contract.port.Projection;
import io.ostiary.contract.port.Revealed;
import io.ostiary.contract.query.Query;
import io.ostiary.gateway.edge.Listening;
import io.ostiary.sealing.KeyRole;
import io.ostiary.sealing.MasterKey;
import io.ostiary.sealing.Purpose;
import io.ostiary.sealing.PurposeKey;
import io.vertx.core.Vertx;

import org.junit.jupiter.api.AfterEach;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** An engine and a projection behind the internal calls, on ports of their own. */
abstract class RemotePortsFixture {

    static final Instant NOW = Instant.parse("2026-11-27T12:00:00Z");
    static final AccountId ACCOUNT = new AccountId("111111111111");
    static final Actor ACTOR =
            new Actor(
                    Actor.Kind.USER,
                    ACCOUNT,
                    "AIDATEST",
                    "AKIATEST",
                    null,
                    "arn:aws:iam::111111111111:user/alice");
    static final Caller CALLER = new Caller(ACTOR, "alice", "AIDATEST", null);
    static final List<Revealed> REVEALED =
            List.of(new Revealed(ACCOUNT, 7), new Revealed(AccountId.of(2), 1L << 40));
    static final RequestFacts FACTS =
            new RequestFacts("request", "127.0.0.1", false, null, null, "us-east-1");

    final Vertx vertx = Vertx.vertx();
    final MasterKey master = MasterKey.random();
    final PurposeKey key = master.keysFor(KeyRole.GATEWAY).key(Purpose.INTERNAL_CALL);
    final RecordingEngine engine = new RecordingEngine();
    final List<Query> queries = new ArrayList<>();
    final InternalServer engineServer = InternalServer.of(engine, vertx, key, Instant::now);
    final InternalServer projectionServer =
            InternalServer.of((Projection) this::query, vertx, key, Instant::now);
    final int enginePort = engineServer.start(Listening.loopback(0));
    final RemoteEngine remote = new RemoteEngine(client(enginePort, key));

    InternalClient client(int port, PurposeKey with) {
        return new InternalClient(
                vertx, Neighbour.parse("127.0.0.1:" + port, null), with, Instant::now);
    }

    @AfterEach
    void stop() {
        vertx.close().await();
    }

    CompletionStage<Projection.Reply> query(AccountId account, Actor actor, Query query) {
        queries.add(query);
        return CompletableFuture.completedFuture(
                new Projection.Reply.Refused(new NoSuchEntity("no"), REVEALED));
    }

    static <T> T get(CompletionStage<T> stage) {
        return stage.toCompletableFuture().join();
    }
}
