package io.ostiary.gateway.serve;

import io.ostiary.contract.command.CommandEnvelope;
import io.ostiary.contract.command.RecordUse;
import io.ostiary.contract.outcome.Outcome;
import io.ostiary.gateway.pipeline.AuthorizedCommand;
import io.ostiary.gateway.pipeline.CommandSender;
import io.ostiary.gateway.pipeline.UseSender;
import io.ostiary.gateway.pipeline.VerifiedUse;

import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;

/** Answers each command as it was told. Keeps what it was sent. */
final class FakeWriter implements CommandSender, UseSender {

    final List<CommandEnvelope> sent = new CopyOnWriteArrayList<>();
    volatile Function<CommandEnvelope, Delivery> answer =
            _ -> new Delivery.Answered(new Outcome.Accepted(null, 7));

    final List<RecordUse> uses = new CopyOnWriteArrayList<>();
    volatile boolean takesUses = true;

    @Override
    public boolean offer(VerifiedUse use) {
        if (takesUses) {
            uses.add(use.command());
        }
        return takesUses;
    }

    @Override
    public CompletionStage<Delivery> send(AuthorizedCommand command) {
        CommandEnvelope envelope =
                command.envelope("test-gateway", Instant.parse("2026-01-01T00:00:00Z"));
        sent.add(envelope);
        // On another thread, as the log does it.
        return CompletableFuture.supplyAsync(() -> answer.apply(envelope));
    }
}
