package io.ostiary.policy.signature;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/** Changes a request after it was signed. */
final class Tampering {

    private Tampering() {}

    static ReceivedRequest with(ReceivedRequest request, HeaderField header) {
        List<HeaderField> headers = new ArrayList<>(request.headers());
        headers.add(header);
        return withHeaders(request, headers);
    }

    static ReceivedRequest without(ReceivedRequest request, String name) {
        return withHeaders(
                request, request.headers().stream().filter(header -> !header.is(name)).toList());
    }

    static ReceivedRequest replaced(
            ReceivedRequest request, String name, UnaryOperator<String> change) {
        return withHeaders(
                request,
                request.headers().stream()
                        .map(
                                header ->
                                        header.is(name)
                                                ? new HeaderField(
                                                        header.name(), change.apply(header.value()))
                                                : header)
                        .toList());
    }

    static ReceivedRequest withHeaders(ReceivedRequest request, List<HeaderField> headers) {
        return new ReceivedRequest(
                request.method(), request.path(), request.query(), headers, request.bodySha256());
    }

    static ReceivedRequest withQuery(ReceivedRequest request, UnaryOperator<String> change) {
        return new ReceivedRequest(
                request.method(),
                request.path(),
                change.apply(request.query()),
                request.headers(),
                request.bodySha256());
    }

    static ReceivedRequest withPath(ReceivedRequest request, String path) {
        return new ReceivedRequest(
                request.method(), path, request.query(), request.headers(), request.bodySha256());
    }

    static ReceivedRequest withBody(ReceivedRequest request, String bodySha256) {
        return new ReceivedRequest(
                request.method(), request.path(), request.query(), request.headers(), bodySha256);
    }
}
