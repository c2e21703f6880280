package io.ostiary.projection;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.ostiary.contract.command.Actor;
import io.ostiary.contract.error.AwsError;
import io.ostiary.contract.event.EventEnvelope;
import io.ostiary.contract.id.AccountId;
import io.ostiary.contract.id.Arn;
import io.ostiary.contract.port.Projection.Reply;
import io.ostiary.contract.query.Query;
import io.ostiary.contract.result.Result;
import io.ostiary.log.reader.Batch;
import io.ostiary.log.reader.EventRecord;
import io.ostiary.log.reader.Lease;
import io.ostiary.log.reader.LeaseClock;
import io.ostiary.log.reader.Mark;
import io.ostiary.projection.fold.ProjectionSink;
import io.ostiary.projection.query.InMemoryAwsManagedPolicies;
import io.ostiary.projection.query.Queries;
import io.ostiary.projection.store.RocksStore;
import io.ostiary.testkit.DeclaredErrors;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** A projection without a broker: events are handed to its sink, queries to its service. */
public final class House implements AutoCloseable {

    private static final int PARTITIONS = 1;

    /** Of its clock, which stands still unless a test moves it. */
    private long nanos;

    /** What queries take for the time; a test sets it. */
    private Instant now = History.START;

    private final LeaseClock clock =
            new LeaseClock(InstantSource.fixed(History.START), () -> nanos);
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final RocksStore store;
    private final ProjectionSink sink;
    private final ProjectionService service;

    public House(Path directory) {
        store = RocksStore.open(directory);
        sink = new ProjectionSink(store, PARTITIONS, clock, () -> now, meters);
        service =
                new ProjectionService(
                        store,
                        sink,
                        new Queries(new InMemoryAwsManagedPolicies(), () -> now),
                        meters);
        sink.lease(lease());
    }

    public void at(Instant time) {
        now = time;
    }

    public static House of(Path directory, History... histories) {
        var house = new House(directory);
        house.fold(histories);
        return house;
    }

    private Lease lease() {
        return new Lease(
                true,
                nanos + Duration.ofMinutes(1).toNanos(),
                History.START.plusSeconds(60).toEpochMilli());
    }

    public void pass(Duration time) {
        nanos += time.toNanos();
    }

    public House fold(History... histories) {
        for (History history : histories) {
            long folded = store.revision(history.account());
            fold(history.events().subList((int) folded, history.events().size()));
        }
        return this;
    }

    public void fold(List<EventEnvelope> events) {
        long next = next();
        var records = new ArrayList<EventRecord>();
        for (EventEnvelope event : events) {
            records.add(new EventRecord(0, next++, event));
        }
        sink.fold(new Batch(0, records, Set.of(), List.of(), mark(next)));
    }

    public long next() {
        return sink.mark(0).map(Mark::next).orElse(0L);
    }

    public static Mark mark(long next) {
        return new Mark("cluster", "topic", next, next - 1, "digest-" + next);
    }

    public RocksStore store() {
        return store;
    }

    public ProjectionSink sink() {
        return sink;
    }

    public SimpleMeterRegistry meters() {
        return meters;
    }

    public Reply ask(Actor actor, Query query) {
        return ask(actor.account(), actor, query);
    }

    public Reply ask(AccountId account, Actor actor, Query query) {
        Reply reply = service.query(account, actor, query).toCompletableFuture().join();
        if (reply instanceof Reply.Refused(AwsError error, var _)) {
            DeclaredErrors.check(query, error);
        }
        return reply;
    }

    /** The answer to root's question. */
    public <R extends Result> R found(Class<R> type, History history, Query query) {
        return found(type, root(history), query);
    }

    public <R extends Result> R found(Class<R> type, Actor actor, Query query) {
        return switch (ask(actor, query)) {
            case Reply.Found(var result, _) -> type.cast(result);
            case Reply.Refused(var error, _) -> throw new AssertionError(error.toString());
        };
    }

    public AwsError refused(Actor actor, Query query) {
        return switch (ask(actor, query)) {
            case Reply.Found(var result, _) -> throw new AssertionError(result.toString());
            case Reply.Refused(var error, _) -> error;
        };
    }

    public static Actor root(History history) {
        AccountId account = history.account();
        return new Actor(
                Actor.Kind.ROOT,
                account,
                account.value(),
                "AKIAROOT",
                null,
                Arn.root(account).toString());
    }

    public static Actor user(History history, String name) {
        AccountId account = history.account();
        return new Actor(
                Actor.Kind.USER,
                account,
                History.userId(name),
                "AKIA" + name,
                null,
                Arn.iam(account, "user", "/", name).toString());
    }

    public static Actor session(History history, String role) {
        AccountId account = history.account();
        return new Actor(
                Actor.Kind.ROLE_SESSION,
                account,
                "AROA" + role,
                "ASIA" + role,
                History.START,
                Arn.assumedRole(account, role, "session").toString());
    }

    @Override
    public void close() {
        store.close();
    }
}
