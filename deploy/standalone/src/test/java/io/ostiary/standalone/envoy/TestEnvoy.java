package io.ostiary.standalone.envoy;

import com.google.protobuf.ByteString;

import io.envoyproxy.envoy.config.core.v3.Address;
import io.envoyproxy.envoy.config.core.v3.SocketAddress;
import io.envoyproxy.envoy.service.auth.v3.AttributeContext;
import io.envoyproxy.envoy.service.auth.v3.AuthorizationGrpc;
import io.envoyproxy.envoy.service.auth.v3.CheckRequest;
import io.envoyproxy.envoy.service.auth.v3.CheckResponse;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.grpc.stub.MetadataUtils;

import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.http.ContentStreamProvider;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4FamilyHttpSigner;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Asks as an Envoy does, about requests that AWS's own signer has signed. */
final class TestEnvoy implements AutoCloseable {
    private static final Metadata.Key<String> AUTHORIZATION =
            Metadata.Key.of("authorization", Metadata.ASCII_STRING_MARSHALLER);

    private final ManagedChannel channel;

    TestEnvoy(int port) {
        channel = NettyChannelBuilder.forAddress("127.0.0.1", port).usePlaintext().build();
    }

    /** A request on its way through the Envoy. */
    record Passing(
            String method, String host, String path, Map<String, String> headers, String body) {

        Passing with(String header, String value) {
            var changed = new HashMap<>(headers);
            changed.put(header, value);
            return new Passing(method, host, path, changed, body);
        }

        Passing at(String otherHost, String otherPath) {
            return new Passing(method, otherHost, otherPath, headers, body);
        }

        Passing holding(String otherBody) {
            return new Passing(method, host, path, headers, otherBody);
        }

        CheckRequest check() {
            return CheckRequest.newBuilder()
                    .setAttributes(
                            AttributeContext.newBuilder()
                                    .setSource(
                                            AttributeContext.Peer.newBuilder()
                                                    .setAddress(
                                                            Address.newBuilder()
                                                                    .setSocketAddress(
                                                                            SocketAddress
                                                                                    .newBuilder()
                                                                                    .setAddress(
                                                                                            "192.0.2.7")
                                                                                    .setPortValue(
                                                                                            4711))))
                                    .setRequest(
                                            AttributeContext.Request.newBuilder()
                                                    .setHttp(
                                                            AttributeContext.HttpRequest
                                                                    .newBuilder()
                                                                    .setMethod(method)
                                                                    .setHost(host)
                                                                    .setPath(path)
                                                                    .setScheme("https")
                                                                    .setProtocol("HTTP/1.1")
                                                                    .putAllHeaders(headers)
                                                                    .putHeaders(":path", path)
                                                                    .setRawBody(
                                                                            ByteString.copyFromUtf8(
                                                                                    body)))))
                    .build();
        }
    }

    /**
     * @param target path and query
     * @param sent signed beside the usual headers
     */
    static Passing signed(
            AwsCredentials who,
            String service,
            String method,
            String host,
            String target,
            String body,
            Map<String, String> sent) {
        boolean objects = service.equals("s3");
        int mark = target.indexOf('?');
        var request =
                SdkHttpRequest.builder()
                        .method(SdkHttpMethod.fromValue(method))
                        .protocol("https")
                        .host(host)
                        .encodedPath(mark < 0 ? target : target.substring(0, mark));
        if (mark >= 0) {
            for (String pair : target.substring(mark + 1).split("&")) {
                String[] parts = pair.split("=", 2);
                request.appendRawQueryParameter(parts[0], parts[1]);
            }
        }
        sent.forEach(request::putHeader);
        var signed =
                AwsV4HttpSigner.create()
                        .sign(
                                r ->
                                        r.identity(who)
                                                .request(request.build())
                                                .payload(ContentStreamProvider.fromUtf8String(body))
                                                .putProperty(
                                                        AwsV4FamilyHttpSigner.SERVICE_SIGNING_NAME,
                                                        service)
                                                .putProperty(
                                                        AwsV4HttpSigner.REGION_NAME, "us-east-1")
                                                .putProperty(
                                                        AwsV4FamilyHttpSigner.DOUBLE_URL_ENCODE,
                                                        !objects)
                                                .putProperty(
                                                        AwsV4FamilyHttpSigner.NORMALIZE_PATH,
                                                        !objects)
                                                .putProperty(
                                                        AwsV4FamilyHttpSigner
                                                                .PAYLOAD_SIGNING_ENABLED,
                                                        !sent.containsKey("x-unsigned")));
        Map<String, String> headers = new HashMap<>();
        signed.request()
                .headers()
                .forEach(
                        (name, values) ->
                                headers.put(
                                        name.toLowerCase(Locale.ROOT), String.join(",", values)));
        headers.remove("host");
        if (!body.isEmpty()) {
            headers.put("content-length", Integer.toString(body.length()));
        }
        return new Passing(method, host, target, headers, body);
    }

    /**
     * @param authorization values of the metadata
     */
    CheckResponse check(Passing request, String... authorization) {
        var metadata = new Metadata();
        for (String value : authorization) {
            metadata.put(AUTHORIZATION, value);
        }
        return AuthorizationGrpc.newBlockingStub(channel)
                .withInterceptors(MetadataUtils.newAttachHeadersInterceptor(metadata))
                .withDeadlineAfter(20, TimeUnit.SECONDS)
                .check(request.check());
    }

    @Override
    public void close() throws InterruptedException {
        channel.shutdownNow();
        channel.awaitTermination(20, TimeUnit.SECONDS);
    }
}
