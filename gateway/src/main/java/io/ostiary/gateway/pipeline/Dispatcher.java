package io.ostiary.gateway.pipeline;

import io.ostiary.gateway.model.Protocol;
import io.ostiary.gateway.protocol.JsonRequestReader;
import io.ostiary.gateway.protocol.QueryParameters;
import io.ostiary.gateway.protocol.QueryRequestReader;
import io.ostiary.gateway.protocol.RestCall;
import io.ostiary.gateway.protocol.RestRequestReader;
import io.ostiary.gateway.protocol.RestRouter;
import io.ostiary.gateway.protocol.Value.StructureValue;

/** Finds the operation that a request names, and later reads its input. */
final class Dispatcher {

    private final OperationCatalog catalog;
    private final QueryRequestReader query;
    private final JsonRequestReader json;
    private final RestRouter router;
    private final RestRequestReader rest;

    Dispatcher(OperationCatalog catalog) {
        this.catalog = catalog;
        this.query = new QueryRequestReader(catalog.services());
        this.json = new JsonRequestReader(catalog.services());
        this.router = new RestRouter(catalog.services());
        this.rest = new RestRequestReader(json);
    }

    /** Throws a RefusedRequest when the request names none. */
    DispatchedRequest dispatch(ReceivedRequest received) {
        return switch (received.protocol()) {
            case QUERY -> {
                QueryParameters parameters = query.parameters(received.rawQuery(), received.body());
                yield new DispatchedRequest(
                        received, catalog.of(query.operation(parameters)), parameters, null);
            }
            case JSON_1_1 ->
                    new DispatchedRequest(
                            received,
                            catalog.of(json.operation(received.header(ReceivedRequest.TARGET))),
                            null,
                            null);
            case REST_XML, REST_JSON -> {
                RestCall call =
                        router.route(
                                received.protocol(),
                                received.method(),
                                received.rawPath(),
                                received.rawQuery());
                if (received.protocol() == Protocol.REST_XML) {
                    S3Body.check(received);
                }
                yield new DispatchedRequest(received, catalog.of(call.operation()), null, call);
            }
        };
    }

    /** Throws a RefusedRequest when the input does not fit the operation's shape. */
    StructureValue input(VerifiedRequest request) {
        RestCall call = request.rest();
        if (call != null) {
            return rest.read(call, request::header, request.body());
        }
        QueryParameters parameters = request.parameters();
        return parameters != null
                ? query.read(request.operation().model(), parameters)
                : json.read(request.operation().model(), request.body());
    }
}
