package io.ostiary.standalone.apart;

import io.ostiary.contract.command.Actor;
import io.ostiary.contract.error.CommonError;
import io.ostiary.contract.id.AccountId;
import io.ostiary.contract.port.Engine;
import io.ostiary.contract.port.Projection;
import io.ostiary.contract.query.UserQuery.ListUsers;
import io.vertx.core.Vertx;

import java.time.Duration;
import java.util.Set;

/**
 * Whether engine and projection answer, and are fresh: asked now and then, so that {@code /health}
 * never waits for them.
 */
final class Neighbours {

    private static final Duration EVERY = Duration.ofSeconds(2);

    private final Engine engine;
    private final Projection projection;
    private volatile boolean engineAnswers;
    private volatile boolean projectionAnswers;

    Neighbours(Engine engine, Projection projection) {
        this.engine = engine;
        this.projection = projection;
    }

    void start(Vertx vertx) {
        ask();
        vertx.setPeriodic(EVERY.toMillis(), _ -> ask());
    }

    boolean answer() {
        return engineAnswers && projectionAnswers;
    }

    private void ask() {
        engine.uniqueIds(Set.of()).whenComplete((_, failure) -> engineAnswers = failure == null);
        projection
                .query(
                        AccountId.REGISTRY,
                        Actor.system(AccountId.REGISTRY),
                        new ListUsers(null, 1, null))
                .whenComplete(
                        (reply, failure) -> projectionAnswers = failure == null && isAnswer(reply));
    }

    private static boolean isAnswer(Projection.Reply reply) {
        return !(reply instanceof Projection.Reply.Refused(CommonError error, var _)
                && error.kind() == CommonError.Kind.SERVICE_UNAVAILABLE);
    }
}
