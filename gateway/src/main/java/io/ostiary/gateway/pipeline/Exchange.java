package io.ostiary.gateway.pipeline;

import io.ostiary.contract.error.AwsError;
import io.ostiary.contract.error.CommonError;
import io.ostiary.contract.error.IamError;
import io.ostiary.gateway.model.OperationModel;
import io.ostiary.gateway.model.Protocol;
import io.ostiary.gateway.protocol.RefusedRequest;
import io.ostiary.gateway.protocol.ResponseWriter;
import io.ostiary.gateway.protocol.ResponseWriters;
import io.ostiary.gateway.protocol.TextForms;
import io.ostiary.gateway.protocol.WireError;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.Consumer;

/**
 * One request on its way, whatever stage it has reached: its id, and where its one answer goes.
 * Used by one thread at a time, the request's event loop.
 */
final class Exchange {

    private static final Logger LOG = LoggerFactory.getLogger(Exchange.class);

    private final String requestId;
    private final ReceivedRequest received;
    private final Executor context;
    private final Consumer<Answer> reply;
    private final Protocol protocol;
    private final ResponseWriter writer;
    private @Nullable Operation operation;
    private boolean answered;

    Exchange(
            String requestId,
            ReceivedRequest received,
            Executor context,
            Consumer<Answer> reply,
            ResponseWriters writers) {
        this.requestId = requestId;
        this.received = received;
        this.context = context;
        this.reply = reply;
        this.protocol = received.protocol();
        this.writer = writers.choose(protocol, received.header("accept"));
    }

    String requestId() {
        return requestId;
    }

    ReceivedRequest received() {
        return received;
    }

    Protocol protocol() {
        return protocol;
    }

    void dispatched(Operation found) {
        operation = found;
    }

    /** Goes on with the stage's value: at once when it is there, else on the request's loop. */
    <T> void await(CompletionStage<T> stage, Consumer<? super T> next) {
        if (stage instanceof CompletableFuture<T> future
                && future.isDone()
                && !future.isCompletedExceptionally()) {
            next.accept(future.resultNow());
            return;
        }
        stage.whenComplete(
                (value, failure) ->
                        context.execute(
                                () -> {
                                    if (failure != null) {
                                        failed(failure);
                                    } else {
                                        guarded(() -> next.accept(value));
                                    }
                                }));
    }

    /** A port may refuse where its answer has no form for it, as when it cannot be reached. */
    private void failed(Throwable failure) {
        Throwable cause =
                failure instanceof CompletionException && failure.getCause() != null
                        ? failure.getCause()
                        : failure;
        if (cause instanceof RefusedRequest refused) {
            refuse(refused.error());
        } else {
            fail(cause);
        }
    }

    /** Runs a stage so that whatever it throws becomes the answer. */
    void guarded(Runnable stage) {
        try {
            stage.run();
        } catch (RefusedRequest e) {
            refuse(e.error());
        } catch (RuntimeException | StackOverflowError e) {
            fail(e);
        }
    }

    void answer(@Nullable Object result, TextForms texts) {
        Operation answering = operation;
        if (answering == null) {
            throw new IllegalStateException("answered before it was dispatched");
        }
        OperationModel model = answering.model();
        send(
                new Answer.Success(
                        writer,
                        requestId,
                        model,
                        writer.head(model, result),
                        writer.success(model, requestId, result, texts)));
    }

    void refuse(AwsError error) {
        Operation refusing = operation;
        if (refusing != null) {
            refuse(WireError.of(error, refusing.service()));
        } else if (error instanceof CommonError common) {
            refuse(WireError.common(common.kind(), common.message(), protocol));
        } else {
            refuse(new WireError(error.code(), 400, error.message()));
        }
    }

    void refuse(WireError error) {
        Operation refusing = operation;
        send(
                new Answer.Refusal(
                        writer,
                        requestId,
                        model(),
                        refusing == null ? error : error.fitting(refusing.service())));
    }

    /** Our own defect, or a port's. Logged by request id; the caller learns nothing of it. */
    void fail(Throwable defect) {
        LOG.error("request {} ({}) failed", requestId, model(), defect);
        refuseInternally();
    }

    void refuseInternally() {
        String message = "The request failed because of an internal error.";
        OperationModel model = model();
        refuse(
                model != null && model.declares("ServiceFailure")
                        ? new IamError.ServiceFailure(message)
                        : new CommonError(CommonError.Kind.INTERNAL_FAILURE, message));
    }

    private @Nullable OperationModel model() {
        Operation found = operation;
        return found == null ? null : found.model();
    }

    private void send(Answer answer) {
        if (answered) {
            LOG.error("request {} was answered twice", requestId);
            return;
        }
        answered = true;
        reply.accept(answer);
    }
}
