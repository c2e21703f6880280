package io.ostiary.contract.port;

import io.ostiary.contract.command.Actor;
import io.ostiary.contract.error.AwsError;
import io.ostiary.contract.id.AccountId;
import io.ostiary.contract.query.Query;
import io.ostiary.contract.result.Result;

import java.util.List;
import java.util.concurrent.CompletionStage;

/**
 * What a gateway asks of a projection. One that has not caught up, or whose lease has ended,
 * refuses.
 */
public interface Projection {

    CompletionStage<Reply> query(AccountId account, Actor actor, Query query);

    /** A query's answer. */
    sealed interface Reply {

        /** What it reveals, to be awaited before it is told; mostly nothing. */
        List<Revealed> revealed();

        record Found(Result result, List<Revealed> revealed) implements Reply {
            public Found {
                revealed = List.copyOf(revealed);
            }

            public Found(Result result) {
                this(result, List.of());
            }
        }

        record Refused(AwsError error, List<Revealed> revealed) implements Reply {
            public Refused {
                revealed = List.copyOf(revealed);
            }

            public Refused(AwsError error) {
                this(error, List.of());
            }
        }
    }
}
