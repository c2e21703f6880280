package io.ostiary.projection;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.ostiary.contract.command.Actor;
import io.ostiary.contract.error.AwsError;
import io.ostiary.contract.error.CommonError;
import io.ostiary.contract.id.AccountId;
import io.ostiary.contract.port.Projection;
import io.ostiary.contract.query.Query;
import io.ostiary.projection.query.Queries;
import io.ostiary.projection.store.RocksAccountView;
import io.ostiary.projection.store.RocksStore;
import io.ostiary.projection.store.StoreSnapshot;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Answers queries from the store, on the caller's thread. An account is read only while this reader
 * is fresh and only when all its events were understood; else the answer is ServiceUnavailable.
 */
public final class ProjectionService implements Projection {

    private static final Logger LOG = LoggerFactory.getLogger(ProjectionService.class);

    private final RocksStore store;
    private final Freshness freshness;
    private final Queries queries;
    private final MeterRegistry meters;
    private final ConcurrentHashMap<Class<?>, Counter> counters = new ConcurrentHashMap<>();

    public ProjectionService(
            RocksStore store, Freshness freshness, Queries queries, MeterRegistry meters) {
        this.store = store;
        this.freshness = freshness;
        this.queries = queries;
        this.meters = meters;
    }

    /** Completed when it returns; neither throws nor fails. */
    @Override
    public CompletionStage<Reply> query(AccountId account, Actor actor, Query query) {
        counters.computeIfAbsent(query.getClass(), this::counter).increment();
        return CompletableFuture.completedFuture(answer(account, actor, query));
    }

    private Counter counter(Class<?> query) {
        return Counter.builder("ostiary.projection.queries")
                .tag("operation", query.getSimpleName())
                .register(meters);
    }

    private Reply answer(AccountId account, Actor actor, Query query) {
        try (var opened = new Opened()) {
            return queries.answer(opened.view(account), actor, query, opened::view);
        } catch (Unavailable e) {
            return new Reply.Refused(e.error);
        } catch (RuntimeException e) {
            // A query cannot fail by what it asks for, so this is ours. The stack is for the log.
            LOG.error("{} failed", query.getClass().getSimpleName(), e);
            return new Reply.Refused(
                    new CommonError(
                            CommonError.Kind.INTERNAL_FAILURE,
                            "The request processing has failed because of an unknown error."));
        }
    }

    /**
     * What one query reads. Each account is checked first and its snapshot taken after that, so
     * that no row is older than the proof that covers it.
     */
    private final class Opened implements AutoCloseable {

        private final List<StoreSnapshot> snapshots = new ArrayList<>(1);

        RocksAccountView view(AccountId account) {
            if (!freshness.mayAnswer(account)) {
                throw new Unavailable("The read model is catching up. Please try again.");
            }
            if (store.refusals().containsKey(account)) {
                throw new Unavailable("This account cannot be read at present.");
            }
            StoreSnapshot snapshot = store.snapshot();
            snapshots.add(snapshot);
            return snapshot.account(account);
        }

        @Override
        public void close() {
            snapshots.forEach(StoreSnapshot::close);
        }
    }

    private static final class Unavailable extends RuntimeException {

        private static final long serialVersionUID = 1L;
        private final transient AwsError error;

        Unavailable(String message) {
            super(message, null, false, false);
            this.error = CommonError.unavailable(message);
        }
    }
}
