package io.ostiary.gateway.pipeline;

import io.ostiary.contract.error.CommonError;
import io.ostiary.contract.port.Engine;
import io.ostiary.contract.port.EngineQuery;
import io.ostiary.contract.port.Projection;
import io.ostiary.contract.port.StsRequest;
import io.ostiary.contract.query.Query;
import io.ostiary.contract.secret.Secret;
import io.ostiary.gateway.await.ReadYourWrites;
import io.ostiary.gateway.protocol.RecordBinder;
import io.ostiary.gateway.protocol.TextForms;
import io.ostiary.gateway.protocol.Value.StringValue;
import io.ostiary.gateway.protocol.Value.StructureValue;

import java.util.Map;
import java.util.Objects;

/** Carries out authorized calls: binds the input to its record and hands it to who answers it. */
final class Execution {

    /** The only secrets without a seal are those that the engine has just minted for the caller. */
    private static final TextForms MINTED =
            value ->
                    value instanceof Secret secret
                            ? secret.revealText()
                            : TextForms.NONE.textOf(value);

    private static final CommonError NOT_EVERYWHERE =
            CommonError.unavailable(
                    "The service could not confirm the answer in time. Please try again.");

    private final Engine engine;
    private final Projection projection;
    private final CommandExecution commands;
    private final ReadYourWrites awaiting;
    private final RecordBinder binder;
    private final Pages pages;

    Execution(
            OperationCatalog catalog,
            Engine engine,
            Projection projection,
            CommandExecution commands,
            ReadYourWrites awaiting,
            RecordBinder binder,
            Pages pages) {
        this.engine = engine;
        this.projection = projection;
        this.commands = commands;
        this.awaiting = awaiting;
        this.binder = binder;
        this.pages = pages;
        for (Operation operation : catalog.all()) {
            if (operation.request() != null) {
                binder.prepare(operation.request());
            }
        }
    }

    static RecordBinder binder() {
        return new RecordBinder(
                Map.of(Secret.class, value -> Secret.of(((StringValue) value).value())));
    }

    void execute(AuthorizedCall call, Exchange exchange) {
        switch (call.operation().kind()) {
            case COMMAND -> commands.execute(call, exchange);
            case QUERY -> query(call, exchange);
            case STS -> securityToken(call, exchange);
            case ENGINE -> engineQuery(call, exchange);
            case NOT_BUILT -> exchange.refuse(notBuilt(call.operation()));
        }
    }

    static CommonError notBuilt(Operation operation) {
        return new CommonError(
                CommonError.Kind.NOT_IMPLEMENTED,
                "The operation " + operation.name() + " is not implemented by this server.");
    }

    private void query(AuthorizedCall call, Exchange exchange) {
        Query query = (Query) bound(call, call.input());
        exchange.await(
                projection.query(call.account(), call.caller().actor(), query),
                reply -> {
                    if (reply.revealed().isEmpty()) {
                        tell(call, reply, exchange);
                    } else {
                        exchange.await(
                                awaiting.visible(reply.revealed()),
                                visible -> {
                                    if (visible) {
                                        tell(call, reply, exchange);
                                    } else {
                                        exchange.refuse(NOT_EVERYWHERE);
                                    }
                                });
                    }
                });
    }

    private void tell(AuthorizedCall call, Projection.Reply reply, Exchange exchange) {
        switch (reply) {
            case Projection.Reply.Found found ->
                    exchange.answer(pages.sealed(call, found.result()), TextForms.NONE);
            case Projection.Reply.Refused refused -> exchange.refuse(refused.error());
        }
    }

    private void securityToken(AuthorizedCall call, Exchange exchange) {
        StsRequest request = (StsRequest) bound(call, call.input());
        exchange.await(
                engine.securityToken(call.caller(), request, call.facts()),
                answer -> {
                    switch (answer) {
                        case Engine.Answer.Given given -> exchange.answer(given.result(), MINTED);
                        case Engine.Answer.Refused refused -> exchange.refuse(refused.error());
                    }
                });
    }

    private void engineQuery(AuthorizedCall call, Exchange exchange) {
        EngineQuery query = (EngineQuery) bound(call, call.input());
        exchange.await(
                engine.answer(call.caller(), query),
                answer -> {
                    switch (answer) {
                        case Engine.Answer.Given given ->
                                exchange.answer(pages.sealed(call, given.result()), TextForms.NONE);
                        case Engine.Answer.Refused refused -> exchange.refuse(refused.error());
                    }
                });
    }

    private Record bound(AuthorizedCall call, StructureValue input) {
        return binder.bind(input, Objects.requireNonNull(call.operation().request()));
    }
}
