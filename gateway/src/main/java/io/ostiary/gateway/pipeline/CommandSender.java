package io.ostiary.gateway.pipeline;

import io.ostiary.contract.error.AwsError;
import io.ostiary.contract.outcome.Outcome;

import java.util.concurrent.CompletionStage;

/**
 * Takes commands to the writer and brings back what became of them. Each call sends once; only a
 * command of which the writer has said that it was outdated may be given again. The stage completes
 * normally, in bounded time.
 */
public interface CommandSender {

    CompletionStage<Delivery> send(AuthorizedCommand command);

    /** What became of a command as far as this gateway knows. */
    sealed interface Delivery {

        /** The writer has spoken. */
        record Answered(Outcome outcome) implements Delivery {}

        /** It never left: nothing happened. */
        record NotSent(AwsError error) implements Delivery {}

        /** It left, and no outcome came in time: it may have happened. */
        record Unknown() implements Delivery {}
    }
}
