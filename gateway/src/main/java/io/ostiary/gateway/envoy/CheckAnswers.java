package io.ostiary.gateway.envoy;

import com.google.rpc.Code;
import com.google.rpc.Status;

import io.envoyproxy.envoy.config.core.v3.HeaderValue;
import io.envoyproxy.envoy.config.core.v3.HeaderValueOption;
import io.envoyproxy.envoy.config.core.v3.HeaderValueOption.HeaderAppendAction;
import io.envoyproxy.envoy.service.auth.v3.CheckRequest;
import io.envoyproxy.envoy.service.auth.v3.CheckResponse;
import io.envoyproxy.envoy.service.auth.v3.DeniedHttpResponse;
import io.envoyproxy.envoy.service.auth.v3.OkHttpResponse;
import io.envoyproxy.envoy.type.v3.HttpStatus;
import io.envoyproxy.envoy.type.v3.StatusCode;
import io.ostiary.contract.port.Decisions.VerifiedSigner;

import java.util.List;
import java.util.Locale;
import java.util.Set;

/** What Envoy is told. Everything but a plain yes is a no. */
final class CheckAnswers {

    private static final String PREFIX = "x-ostiary-";
    private static final String ARN = PREFIX + "principal-arn";
    private static final String ACCOUNT = PREFIX + "account";
    private static final String USER_ID = PREFIX + "user-id";
    private static final Set<String> OURS = Set.of(ARN, ACCOUNT, USER_ID);

    /** By these an upstream could take the request for another than was judged. */
    private static final List<String> OVERRIDES =
            List.of(
                    "x-http-method-override",
                    "x-http-method",
                    "x-method-override",
                    "x-original-url",
                    "x-rewrite-url");

    private CheckAnswers() {}

    /** The upstream is told who signed, and nothing that the client says of that. */
    static CheckResponse allowed(CheckRequest check, VerifiedSigner signer) {
        var ok =
                OkHttpResponse.newBuilder()
                        .addHeaders(set(ARN, signer.arn()))
                        .addHeaders(set(ACCOUNT, signer.account()))
                        .addHeaders(set(USER_ID, signer.userId()));
        ok.addAllHeadersToRemove(OVERRIDES);
        for (String name : check.getAttributes().getRequest().getHttp().getHeadersMap().keySet()) {
            String lower = name.toLowerCase(Locale.ROOT);
            if (lower.startsWith(PREFIX) && !OURS.contains(lower)) {
                ok.addHeadersToRemove(lower);
            }
        }
        return CheckResponse.newBuilder()
                .setStatus(Status.newBuilder().setCode(Code.OK_VALUE))
                .setOkResponse(ok)
                .build();
    }

    private static HeaderValueOption set(String name, String value) {
        return HeaderValueOption.newBuilder()
                .setHeader(HeaderValue.newBuilder().setKey(name).setValue(value))
                .setAppendAction(HeaderAppendAction.OVERWRITE_IF_EXISTS_OR_ADD)
                .build();
    }

    /**
     * @param code and {@code message}: for the client; say nothing of policies
     */
    static CheckResponse denied(Code status, String code, String message) {
        return CheckResponse.newBuilder()
                .setStatus(Status.newBuilder().setCode(status.getNumber()))
                .setDeniedResponse(
                        DeniedHttpResponse.newBuilder()
                                .setStatus(HttpStatus.newBuilder().setCode(StatusCode.Forbidden))
                                .addHeaders(set("content-type", "application/json"))
                                .addHeaders(set("cache-control", "no-store"))
                                .setBody(
                                        "{\"error\":{\"code\":\"%s\",\"message\":\"%s\"}}"
                                                .formatted(code, message)))
                .build();
    }
}
