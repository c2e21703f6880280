package io.ostiary.gateway.pipeline;

import io.ostiary.contract.command.Command;
import io.ostiary.contract.error.CommonError;
import io.ostiary.contract.error.IamError.MalformedCertificate;
import io.ostiary.contract.id.AccountId;
import io.ostiary.contract.outcome.Outcome;
import io.ostiary.contract.port.Engine;
import io.ostiary.contract.port.Engine.Hashing;
import io.ostiary.contract.port.Revealed;
import io.ostiary.contract.result.Result;
import io.ostiary.contract.secret.HashedPassword;
import io.ostiary.contract.secret.ProvenPassword;
import io.ostiary.contract.secret.SealedPrivateKey;
import io.ostiary.contract.secret.SealedSecret;
import io.ostiary.contract.secret.Secret;
import io.ostiary.gateway.await.ReadYourWrites;
import io.ostiary.gateway.protocol.RecordBinder;
import io.ostiary.gateway.protocol.TextForms;
import io.ostiary.gateway.protocol.Value.OpaqueValue;
import io.ostiary.gateway.protocol.Value.StructureValue;
import io.ostiary.sealing.CommandFields;
import io.ostiary.sealing.ReplyKey;

import org.jspecify.annotations.Nullable;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * Sends the command of an authorized call and answers when every reader has seen what became of it.
 *
 * <p>Before: passwords are hashed by the engine and never travel; private keys are sealed; the
 * unique ids of foreign principals that a policy names are looked up; a command whose outcome may
 * carry a secret gets a random reply key.
 */
final class CommandExecution {

    private static final CommonError NOT_DONE =
            CommonError.unavailable(
                    "The service could not process the request in time. Nothing was changed.");
    private static final CommonError MAY_BE_DONE =
            CommonError.unavailable(
                    "The service did not confirm the request in time. The change may have been"
                            + " made.");

    /**
     * How often and how long a command is authorized again because what its caller may do has
     * changed meanwhile. Of callers that change their own rights at the same time, one gets through
     * each time.
     */
    private static final int MAX_ROUNDS = 64;

    private static final long MAX_ROUNDS_NANOS = TimeUnit.SECONDS.toNanos(10);

    /** AWS's code for it, and the text that fog-aws's mock of the operation has. */
    private static final MalformedCertificate NO_PRIVATE_KEY =
            new MalformedCertificate("Invalid Private Key.");

    /** A revision that nobody needs to wait for. */
    private static final long NO_REVISION = -1;

    /**
     * @param byAll whether every reader has seen what the delivery tells of
     */
    private record Seen(CommandSender.Delivery delivery, boolean byAll) {}

    private final Engine engine;
    private final Authorizer authorizer;
    private final CommandSender sender;
    private final ReadYourWrites awaiting;
    private final RecordBinder binder;
    private final CommandFields fields;
    private final LongSupplier nanoTime;

    /**
     * A command that is sent until it is decided.
     *
     * @param call by which it is sent this time
     * @param sealedKey the reply key as it travels; both null where no secret is answered
     * @param begun when it was sent first, in the time of {@link #nanoTime}
     */
    private record Sending(
            AuthorizedCall call,
            Command command,
            Map<String, String> principals,
            @Nullable ReplyKey replyKey,
            @Nullable SealedSecret sealedKey,
            int round,
            long begun) {
        Sending again(AuthorizedCall newly) {
            return new Sending(newly, command, principals, replyKey, sealedKey, round + 1, begun);
        }
    }

    CommandExecution(
            Engine engine,
            Authorizer authorizer,
            CommandSender sender,
            ReadYourWrites awaiting,
            RecordBinder binder,
            CommandFields fields,
            LongSupplier nanoTime) {
        this.engine = engine;
        this.authorizer = authorizer;
        this.sender = sender;
        this.awaiting = awaiting;
        this.binder = binder;
        this.fields = fields;
        this.nanoTime = nanoTime;
    }

    void execute(AuthorizedCall call, Exchange exchange) {
        hashed(
                call,
                exchange,
                hashed ->
                        sealed(
                                call,
                                hashed,
                                exchange,
                                input ->
                                        resolved(
                                                call,
                                                exchange,
                                                principals ->
                                                        send(call, input, principals, exchange))));
    }

    /** The input with a password replaced by its hash, and an old one by the word that it is. */
    private void hashed(AuthorizedCall call, Exchange exchange, Consumer<StructureValue> next) {
        StructureValue input = call.input();
        String member = call.operation().password();
        String oldMember = call.operation().oldPassword();
        String password = member == null ? null : input.text(member);
        if (member == null || password == null) {
            next.accept(input);
            return;
        }
        String old = oldMember == null ? null : input.text(oldMember);
        var asked =
                new Engine.NewPassword(
                        call.caller().actor(),
                        input.text(OperationCatalog.USER_NAME),
                        Secret.of(password),
                        old == null ? null : Secret.of(old));
        exchange.await(
                engine.hashPassword(asked),
                hashing -> {
                    switch (hashing) {
                        case Hashing.Hashed(HashedPassword hash, ProvenPassword proven) -> {
                            StructureValue changed = input.with(member, new OpaqueValue(hash));
                            next.accept(
                                    oldMember == null || proven == null
                                            ? changed
                                            : changed.with(oldMember, new OpaqueValue(proven)));
                        }
                        case Hashing.Refused refused -> exchange.refuse(refused.error());
                    }
                });
    }

    /** The input with each private key replaced by its seal. */
    private void sealed(
            AuthorizedCall call,
            StructureValue input,
            Exchange exchange,
            Consumer<StructureValue> next) {
        StructureValue changed = input;
        for (String member : call.operation().privateKeys()) {
            String pem = input.text(member);
            if (pem != null) {
                SealedPrivateKey key =
                        PrivateKeys.sealed(pem, fields, exchange.requestId()).orElse(null);
                if (key == null) {
                    exchange.refuse(NO_PRIVATE_KEY);
                    return;
                }
                changed = changed.with(member, new OpaqueValue(key));
            }
        }
        next.accept(changed);
    }

    private void resolved(
            AuthorizedCall call, Exchange exchange, Consumer<Map<String, String>> next) {
        Set<String> foreign = new HashSet<>();
        for (String member : call.operation().policies()) {
            String document = call.input().text(member);
            if (document != null) {
                foreign.addAll(ForeignPrincipals.in(document, call.account()));
            }
        }
        if (foreign.isEmpty()) {
            next.accept(Map.of());
        } else {
            exchange.await(engine.uniqueIds(foreign), next);
        }
    }

    private void send(
            AuthorizedCall call,
            StructureValue input,
            Map<String, String> principals,
            Exchange exchange) {
        Class<? extends Record> type = Objects.requireNonNull(call.operation().request());
        Command command = (Command) binder.bind(input, type);
        ReplyKey replyKey = call.operation().answersSecret() ? ReplyKey.random() : null;
        SealedSecret sealedKey =
                replyKey == null ? null : replyKey.sealedIn(fields, exchange.requestId());
        long begun = nanoTime.getAsLong();
        send(new Sending(call, command, principals, replyKey, sealedKey, 1, begun), exchange);
    }

    private void send(Sending sending, Exchange exchange) {
        AuthorizedCall call = sending.call();
        var command =
                new AuthorizedCommand(
                        call, sending.command(), sending.principals(), sending.sealedKey());
        // In one go: the loop is woken once, when there is something to answer.
        exchange.await(
                sender.send(command).thenCompose(delivery -> seen(call.account(), delivery)),
                seen -> {
                    if (seen.delivery()
                            instanceof CommandSender.Delivery.Answered(Outcome.Outdated outdated)) {
                        again(sending, outdated, seen.byAll(), exchange);
                    } else if (seen.byAll()) {
                        answer(seen.delivery(), sending.replyKey(), exchange);
                    } else {
                        exchange.refuse(MAY_BE_DONE);
                    }
                });
    }

    /**
     * What the caller may do has changed since the command was authorized, and nothing was done: it
     * is authorized by what holds now, and sent again, or denied (A032).
     */
    private void again(
            Sending sending, Outcome.Outdated outdated, boolean visible, Exchange exchange) {
        if (outdated.revision() <= sending.call().judgement().revision()) {
            // Of an earlier round, decided twice by a log that lost its memory of it: what became
            // of this round is not known.
            exchange.refuse(MAY_BE_DONE);
        } else if (!visible
                || sending.round() == MAX_ROUNDS
                || nanoTime.getAsLong() - sending.begun() > MAX_ROUNDS_NANOS) {
            exchange.refuse(NOT_DONE);
        } else {
            authorizer.authorize(
                    sending.call().call(), exchange, call -> send(sending.again(call), exchange));
        }
    }

    /** A refusal is awaited too: it tells of facts that the caller may read next. */
    private CompletionStage<Seen> seen(AccountId account, CommandSender.Delivery delivery) {
        long revision =
                delivery instanceof CommandSender.Delivery.Answered(var outcome)
                        ? switch (outcome) {
                            case Outcome.Accepted accepted -> accepted.revision();
                            case Outcome.Rejected rejected -> rejected.revision();
                            case Outcome.Outdated outdated -> outdated.revision();
                            case Outcome.Expired _, Outcome.Failed _ -> NO_REVISION;
                        }
                        : NO_REVISION;
        if (revision == NO_REVISION) {
            return CompletableFuture.completedFuture(new Seen(delivery, true));
        }
        CompletionStage<Boolean> visible = awaiting.visible(account, revision);
        List<Revealed> revealed = revealed(delivery);
        if (!revealed.isEmpty()) {
            visible = visible.thenCombine(awaiting.visible(revealed), Boolean::logicalAnd);
        }
        return visible.thenApply(byAll -> new Seen(delivery, byAll));
    }

    private static List<Revealed> revealed(CommandSender.Delivery delivery) {
        return switch (delivery) {
            case CommandSender.Delivery.Answered(Outcome.Accepted accepted) -> accepted.revealed();
            case CommandSender.Delivery.Answered(Outcome.Rejected rejected) ->
                    rejected.error().revealed();
            case CommandSender.Delivery.Answered _,
                    CommandSender.Delivery.NotSent _,
                    CommandSender.Delivery.Unknown _ ->
                    List.of();
        };
    }

    private static void answer(
            CommandSender.Delivery delivery, @Nullable ReplyKey replyKey, Exchange exchange) {
        switch (delivery) {
            case CommandSender.Delivery.Answered(var outcome) -> {
                switch (outcome) {
                    case Outcome.Accepted accepted -> answer(accepted.result(), replyKey, exchange);
                    case Outcome.Rejected rejected -> exchange.refuse(rejected.error());
                    case Outcome.Expired _, Outcome.Outdated _ -> exchange.refuse(NOT_DONE);
                    case Outcome.Failed _ -> exchange.refuseInternally();
                }
            }
            case CommandSender.Delivery.NotSent notSent -> exchange.refuse(notSent.error());
            case CommandSender.Delivery.Unknown _ -> exchange.refuse(MAY_BE_DONE);
        }
    }

    private static void answer(
            @Nullable Result result, @Nullable ReplyKey replyKey, Exchange exchange) {
        exchange.answer(
                result,
                replyKey == null
                        ? TextForms.NONE
                        : value -> opened(value, replyKey, exchange.requestId()));
    }

    private static String opened(Object value, ReplyKey replyKey, String requestId) {
        return value instanceof SealedSecret sealed
                ? replyKey.open(sealed, requestId)
                        .orElseThrow(() -> new IllegalStateException("a reply that does not open"))
                        .revealText()
                : TextForms.NONE.textOf(value);
    }
}
