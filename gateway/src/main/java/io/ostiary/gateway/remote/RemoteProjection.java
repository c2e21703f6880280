package io.ostiary.gateway.remote;

import io.ostiary.contract.command.Actor;
import io.ostiary.contract.id.AccountId;
import io.ostiary.contract.port.Projection;
import io.ostiary.contract.query.Query;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.util.concurrent.CompletionStage;

/** A projection in another process. One that does not answer refuses: 503. */
public final class RemoteProjection implements Projection {

    private static final Logger LOG = LoggerFactory.getLogger(RemoteProjection.class);

    private final InternalClient client;

    public RemoteProjection(InternalClient client) {
        this.client = client;
    }

    @Override
    public CompletionStage<Reply> query(AccountId account, Actor actor, Query query) {
        return client.call(client.calls().query, new InternalCalls.QueryCall(account, actor, query))
                .otherwise(
                        failure -> {
                            LOG.warn("the projection does not answer: {}", failure.toString());
                            return new Reply.Refused(RemoteEngine.UNREACHABLE);
                        })
                .toCompletionStage();
    }
}
