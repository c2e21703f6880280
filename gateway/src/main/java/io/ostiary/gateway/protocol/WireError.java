package io.ostiary.gateway.protocol;

import io.ostiary.contract.error.AwsError;
import io.ostiary.contract.error.CommonError;
import io.ostiary.contract.error.S3Error;
import io.ostiary.gateway.model.ErrorModel;
import io.ostiary.gateway.model.Member;
import io.ostiary.gateway.model.Protocol;
import io.ostiary.gateway.model.ServiceModel;

import java.util.HashMap;
import java.util.Map;

/**
 * A refusal as it goes out: the code in the protocol's own spelling, and the HTTP status.
 *
 * @param message for people; never a secret, never a stack trace
 * @param details further members of a modelled error, such as Organizations' {@code Reason}; mostly
 *     empty
 */
public record WireError(
        String code, int httpStatus, String message, Fault fault, Map<String, String> details) {

    private static final String REASON = "reason";

    /** Whose fault it was, as the query protocol spells it. */
    public enum Fault {
        SENDER("Sender"),
        RECEIVER("Receiver");

        private final String text;

        Fault(String text) {
            this.text = text;
        }

        public String text() {
            return text;
        }
    }

    public WireError {
        details = Map.copyOf(details);
    }

    public WireError(String code, int httpStatus, String message) {
        this(
                code,
                httpStatus,
                message,
                httpStatus >= 500 ? Fault.RECEIVER : Fault.SENDER,
                Map.of());
    }

    /** An error of the list that all operations share. */
    public static WireError common(CommonError.Kind kind, String message, Protocol protocol) {
        return switch (protocol) {
            case QUERY -> new WireError(kind.code(), kind.status(), message);
            case JSON_1_1 -> new WireError(jsonCode(kind), jsonStatus(kind), message);
            case REST_XML -> S3Errors.of(kind, message);
            case REST_JSON -> new WireError(jsonCode(kind), kind.status(), message);
        };
    }

    /** Any error of ours on one service's wire. */
    public static WireError of(AwsError error, ServiceModel service) {
        if (error instanceof CommonError common) {
            return common(common.kind(), common.message(), service.info().protocol());
        }
        if (error instanceof S3Error s3) {
            return new WireError(
                    s3.code(), s3.kind().status(), s3.message(), Fault.SENDER, s3.details());
        }
        return service.errorByCode(error.code())
                .map(model -> modelled(model, error.message(), error.details()))
                .orElseGet(() -> new WireError(error.code(), 400, error.message()));
    }

    static WireError modelled(ErrorModel model, String message) {
        return modelled(model, message, Map.of());
    }

    private static WireError modelled(
            ErrorModel model, String message, Map<String, String> details) {
        return new WireError(
                model.code(),
                model.httpStatus(),
                message,
                model.senderFault() ? Fault.SENDER : Fault.RECEIVER,
                details);
    }

    /**
     * As a REST service's own model has it: with its status, and with a reason where that is
     * required and nobody gave one.
     */
    public WireError fitting(ServiceModel service) {
        if (service.info().protocol() != Protocol.REST_JSON) {
            return this;
        }
        return service.errorByCode(code)
                .map(
                        model -> {
                            Map<String, String> all = new HashMap<>(details);
                            if (model.shape().member(REASON).filter(Member::required).isPresent()) {
                                all.putIfAbsent(REASON, "fieldValidationFailed");
                            }
                            return new WireError(code, model.httpStatus(), message, fault, all);
                        })
                .orElse(this);
    }

    public WireError withDetail(String member, String value) {
        return new WireError(code, httpStatus, message, fault, Map.of(member, value));
    }

    /**
     * AWS's JSON services call the common errors by names of their own (AWS Organizations API
     * Reference, "Common Error Types"; the signature errors as its SDKs know them).
     */
    private static String jsonCode(CommonError.Kind kind) {
        return switch (kind) {
            case ACCESS_DENIED -> "AccessDeniedException";
            case AUTHORIZATION_QUERY_PARAMETERS, VALIDATION_ERROR -> "ValidationException";
            case EXPIRED_TOKEN -> "ExpiredTokenException";
            case INCOMPLETE_SIGNATURE -> "IncompleteSignatureException";
            case INTERNAL_FAILURE -> "InternalFailure";
            case INVALID_ACTION, MISSING_ACTION -> "UnknownOperationException";
            case INVALID_CLIENT_TOKEN_ID -> "UnrecognizedClientException";
            case MALFORMED_INPUT -> "SerializationException";
            case MISSING_AUTHENTICATION_TOKEN -> "MissingAuthenticationTokenException";
            case NOT_IMPLEMENTED -> "NotImplementedException";
            case SERVICE_UNAVAILABLE -> "ServiceUnavailableException";
            case SIGNATURE_DOES_NOT_MATCH -> "InvalidSignatureException";
            case THROTTLING -> "ThrottlingException";
        };
    }

    private static int jsonStatus(CommonError.Kind kind) {
        return kind.status() >= 500 ? kind.status() : 400;
    }
}
