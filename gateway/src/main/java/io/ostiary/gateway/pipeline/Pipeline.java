package io.ostiary.gateway.pipeline;

import io.ostiary.contract.error.CommonError;
import io.ostiary.contract.port.Engine;
import io.ostiary.contract.port.Projection;
import io.ostiary.contract.port.Readers;
import io.ostiary.gateway.await.ReadYourWrites;
import io.ostiary.gateway.marker.Markers;
import io.ostiary.gateway.protocol.RecordBinder;
import io.ostiary.gateway.protocol.ResponseWriters;
import io.ostiary.sealing.CommandFields;
import io.ostiary.sealing.Purpose;
import io.ostiary.sealing.PurposeKeys;

import java.time.InstantSource;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * The way of a request, from bytes to answer: throttle, dispatch, authenticate, check, authorize,
 * execute. May be used by many threads; each request stays on its own event loop, and a port that
 * answers at once costs no hop.
 */
public final class Pipeline {

    public static final CommonError THROTTLED =
            new CommonError(CommonError.Kind.THROTTLING, "Rate exceeded");

    private final ResponseWriters writers;
    private final Gate gate;
    private final Markers markers;
    private final Dispatcher dispatcher;
    private final Authenticator authenticator;
    private final InputCheck inputCheck;
    private final Authorizer authorizer;
    private final Execution execution;

    /** What the pipeline asks of others. */
    public record Ports(
            Engine engine,
            Projection projection,
            Readers readers,
            CommandSender commands,
            UseSender uses) {}

    /**
     * How it is set up.
     *
     * @param region what aws:RequestedRegion says: IAM and STS are global
     * @param perSource and {@code perAccount}: far above what honest callers do
     */
    public record Settings(String region, Throttle.Rate perSource, Throttle.Rate perAccount) {}

    /**
     * @param keys for the purposes MARKER and COMMAND_FIELD
     */
    public Pipeline(
            OperationCatalog catalog,
            ResponseWriters writers,
            Ports ports,
            PurposeKeys keys,
            Settings settings,
            InstantSource clock,
            LongSupplier nanoTime) {
        this.writers = writers;
        this.gate = new Gate(ports.engine(), ports.uses(), settings, clock, nanoTime);
        this.dispatcher = new Dispatcher(catalog);
        this.authenticator = new Authenticator(gate);
        this.markers = new Markers(keys.key(Purpose.MARKER), clock);
        this.inputCheck = new InputCheck(dispatcher, markers);
        this.authorizer = new Authorizer(ports.engine());
        RecordBinder binder = Execution.binder();
        ReadYourWrites awaiting = new ReadYourWrites(ports.readers());
        this.execution =
                new Execution(
                        catalog,
                        ports.engine(),
                        ports.projection(),
                        new CommandExecution(
                                ports.engine(),
                                authorizer,
                                ports.commands(),
                                awaiting,
                                binder,
                                new CommandFields(keys.key(Purpose.COMMAND_FIELD)),
                                nanoTime),
                        awaiting,
                        binder,
                        new Pages(markers));
    }

    /** For the APIs beside this one. */
    public Gate gate() {
        return gate;
    }

    /** The same. */
    public Markers markers() {
        return markers;
    }

    /**
     * Calls {@code reply} exactly once, on {@code context} or, when every port answered at once,
     * before it returns.
     */
    public void handle(
            ReceivedRequest received, String requestId, Executor context, Consumer<Answer> reply) {
        Exchange exchange = new Exchange(requestId, received, context, reply, writers);
        exchange.guarded(() -> start(received, exchange));
    }

    private void start(ReceivedRequest received, Exchange exchange) {
        if (!gate.admitsSource(received.sourceIp())) {
            exchange.refuse(THROTTLED);
            return;
        }
        DispatchedRequest request = dispatcher.dispatch(received);
        exchange.dispatched(request.operation());
        CommonError exposed = Confidential.refusal(request.operation(), received.origin());
        if (exposed != null) {
            exchange.refuse(exposed);
            return;
        }
        if (!request.operation().model().signed()) {
            // Nobody can sign these, so there is nothing to verify before they are refused.
            exchange.refuse(Execution.notBuilt(request.operation()));
            return;
        }
        authenticator.authenticate(request, exchange, verified -> verified(verified, exchange));
    }

    private void verified(VerifiedRequest request, Exchange exchange) {
        gate.used(request.caller(), request.facts(), request.operation().signingName());
        authorizer.authorize(
                inputCheck.check(request), exchange, call -> execution.execute(call, exchange));
    }
}
