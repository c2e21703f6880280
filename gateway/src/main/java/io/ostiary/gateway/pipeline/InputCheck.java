package io.ostiary.gateway.pipeline;

import io.ostiary.contract.command.Actor;
import io.ostiary.contract.error.CommonError;
import io.ostiary.gateway.marker.Markers;
import io.ostiary.gateway.model.Protocol;
import io.ostiary.gateway.protocol.InputValidator;
import io.ostiary.gateway.protocol.RefusedRequest;
import io.ostiary.gateway.protocol.Value.StringValue;
import io.ostiary.gateway.protocol.Value.StructureValue;
import io.ostiary.gateway.protocol.WireError;

/**
 * Reads and checks the input of a verified request, before anything is authorized: what breaks the
 * model is a ValidationError, whoever sent it. Throws a RefusedRequest.
 */
final class InputCheck {

    private static final String USER_NAME = "UserName";

    /** Of ListServiceSpecificCredentials: then no user is meant. */
    private static final String ALL_USERS = "AllUsers";

    private static final WireError NEEDS_USER_NAME =
            WireError.common(
                    CommonError.Kind.VALIDATION_ERROR,
                    "Must specify userName when calling with non-User credentials",
                    Protocol.QUERY);
    private static final WireError INVALID_MARKER =
            WireError.common(CommonError.Kind.VALIDATION_ERROR, "Invalid Marker.", Protocol.QUERY);
    private static final WireError INVALID_NEXT_TOKEN =
            new WireError("InvalidInputException", 400, "You specified an invalid NextToken.")
                    .withDetail("Reason", "INVALID_NEXT_TOKEN");

    private static final WireError INVALID_CONTINUATION_TOKEN =
            new WireError(
                    "InvalidArgument", 400, "The continuation token provided is incorrect");

    private final Dispatcher dispatcher;
    private final InputValidator validator = new InputValidator();
    private final Markers markers;

    InputCheck(Dispatcher dispatcher, Markers markers) {
        this.dispatcher = dispatcher;
        this.markers = markers;
    }

    CheckedCall check(VerifiedRequest request) {
        Operation operation = request.operation();
        StructureValue given = dispatcher.input(request);
        validator.validate(operation.model(), given);
        if (operation.defaultsToCaller()
                && request.caller().actor().kind() == Actor.Kind.ROLE_SESSION
                && given.get(USER_NAME) == null
                && !given.isTrue(ALL_USERS)) {
            throw new RefusedRequest(NEEDS_USER_NAME);
        }
        return new CheckedCall(request, opened(request, given), given);
    }

    /** The same with the marker opened (A113); operations that are not built have no pages. */
    private StructureValue opened(VerifiedRequest request, StructureValue given) {
        Operation operation = request.operation();
        Operation.Page page = operation.page();
        String marker = page == null ? null : given.text(page.token());
        if (page == null || marker == null || !operation.isBuilt()) {
            return given;
        }
        return markers.open(request.caller().account(), operation.model(), page, given, marker)
                .map(position -> given.with(page.token(), new StringValue(position)))
                .orElseThrow(
                        () ->
                                new RefusedRequest(
                                        switch (operation.model().service().protocol()) {
                                            case QUERY -> INVALID_MARKER;
                                            case JSON_1_1, REST_JSON -> INVALID_NEXT_TOKEN;
                                            case REST_XML -> INVALID_CONTINUATION_TOKEN;
                                        }));
    }
}
