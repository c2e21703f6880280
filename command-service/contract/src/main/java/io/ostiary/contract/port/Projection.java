package io.ostiary.contract.port;

import io.ostiary.contract.command.Actor;
import io.ostiary.contract.error.AwsError;
import io.ostiary.contract.id.AccountId;
import io.ostiary.contract.query.Query;
import io.ostiary.contract.result.Result;

import java.util.concurrent.CompletionStage;

/**
 * What a gateway asks of a projection. One that has not caught up, or whose lease has ended,
 * refuses.
 */
public interface Projection {

    CompletionStage<Reply> query(AccountId account, Actor actor, Query query);

    /** A query's answer. */
    sealed interface Reply {
        record Found(Result result) implements Reply {}

        record Refused(AwsError error) implements Reply {}
    }
}
