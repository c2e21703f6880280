package io.ostiary.gateway.serve;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.ostiary.contract.id.AccountId;
import io.ostiary.gateway.pipeline.CommandSender;
import io.ostiary.gateway.pipeline.Pipeline;
import io.ostiary.sealing.KeyRole;
import io.ostiary.sealing.MasterKey;
import io.ostiary.sealing.PurposeKeys;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;

/** A gateway on a port of its own, with hand-made ports behind it. */
final class TestGateway implements AutoCloseable {

    static final String ALICE = "TEST USER:111111111111:alice";
    static final String ROLE = "TEST ROLE_SESSION:111111111111:Admin";
    static final String ROOT = "TEST ROOT:111111111111:root";
    static final String OTHER = "TEST USER:222222222222:alice";

    final FakeEngine engine = new FakeEngine();
    final FakeProjection projection = new FakeProjection();
    final FakeWriter writer = new FakeWriter();
    final List<Long> awaited = new CopyOnWriteArrayList<>();
    final PurposeKeys keys = MasterKey.random().keysFor(KeyRole.GATEWAY);
    final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    volatile Instant now;
    volatile boolean visible = true;

    /** What those wait for who read their writes, unless null. */
    volatile @Nullable CompletableFuture<Boolean> readers;

    private final Gateway gateway;
    private final HttpClient http = HttpClient.newHttpClient();

    TestGateway() {
        this(GatewayConfig.onLoopback(0, "us-east-1"));
    }

    TestGateway(GatewayConfig config) {
        this(config, null);
    }

    /**
     * @param commands in the place of the fake writer, unless null
     */
    TestGateway(GatewayConfig config, @Nullable CommandSender commands) {
        this(config, commands, Instant.parse("2026-01-01T00:00:00Z"));
    }

    /** One whose time is not that of the other tests, as certificates want it. */
    static TestGateway at(GatewayConfig config, Instant now) {
        return new TestGateway(config, null, now);
    }

    private TestGateway(GatewayConfig config, @Nullable CommandSender commands, Instant at) {
        now = at;
        InstantSource clock = () -> now;
        gateway =
                new Gateway(
                        config,
                        new Pipeline.Ports(
                                engine,
                                projection,
                                this::await,
                                commands == null ? writer : commands,
                                writer),
                        keys,
                        registry,
                        clock,
                        () -> true);
        gateway.start();
    }

    private CompletableFuture<Boolean> await(AccountId account, long revision) {
        awaited.add(revision);
        var held = readers;
        return held == null ? CompletableFuture.completedFuture(visible) : held;
    }

    int port() {
        return gateway.port();
    }

    /** A form by POST, as SDKs send it. */
    HttpResponse<String> iam(String authorization, String form) {
        return form(authorization, form + "&Version=2010-05-08");
    }

    HttpResponse<String> sts(String authorization, String form) {
        return form(authorization, form + "&Version=2011-06-15");
    }

    HttpResponse<String> form(String authorization, String form, String... headers) {
        return send(
                request("/")
                        .header("Authorization", authorization)
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(HttpRequest.BodyPublishers.ofString(form)),
                headers);
    }

    HttpResponse<String> organizations(String authorization, String operation, String json) {
        return json(authorization, "AWSOrganizationsV20161128." + operation, json);
    }

    /** Of any JSON service. */
    HttpResponse<String> json(String authorization, String target, String json) {
        return send(
                request("/")
                        .header("Authorization", authorization)
                        .header("Content-Type", "application/x-amz-json-1.1")
                        .header("X-Amz-Target", target)
                        .POST(HttpRequest.BodyPublishers.ofString(json)));
    }

    HttpRequest.Builder request(String target) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port() + target))
                .timeout(Duration.ofSeconds(20));
    }

    HttpResponse<String> send(HttpRequest.Builder request, String... headers) {
        if (headers.length > 0) {
            request.headers(headers);
        }
        try {
            return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    /** What stands between the first element of this name. */
    static String element(HttpResponse<String> response, String name) {
        String body = response.body();
        int start = body.indexOf("<" + name + ">");
        int end = body.indexOf("</" + name + ">");
        if (start < 0 || end < 0) {
            throw new AssertionError("no " + name + " in " + body);
        }
        return body.substring(start + name.length() + 2, end);
    }

    static String code(HttpResponse<String> response) {
        return element(response, "Code");
    }

    void stop() {
        gateway.close();
    }

    @Override
    public void close() {
        gateway.close();
        http.close();
    }
}
