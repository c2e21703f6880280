package io.ostiary.gateway.pipeline;

import io.ostiary.contract.error.CommonError;
import io.ostiary.contract.id.AccountId;
import io.ostiary.contract.port.Caller;
import io.ostiary.contract.port.Engine;
import io.ostiary.contract.port.Engine.Authentication;
import io.ostiary.contract.port.Engine.RequestFacts;
import io.ostiary.contract.port.SignedRequest;
import io.ostiary.gateway.model.Protocol;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.LongSupplier;

/**
 * What stands before every API of the gateway, AWS's and our own: throttles, and who signed. All
 * share one, so that nobody asks twice as much by asking in two ways.
 */
public final class Gate {

    private static final HexFormat HEX = HexFormat.of();
    private static final String EMPTY_SHA256 =
            "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

    private final Engine engine;
    private final Throttle sources;
    private final Throttle accounts;
    private final CredentialUses uses;
    private final String region;

    Gate(
            Engine engine,
            UseSender uses,
            Pipeline.Settings settings,
            InstantSource clock,
            LongSupplier nanoTime) {
        this.engine = engine;
        this.sources = new Throttle(settings.perSource(), nanoTime);
        this.accounts = new Throttle(settings.perAccount(), nanoTime);
        this.uses = new CredentialUses(uses, clock);
        this.region = settings.region();
    }

    public boolean admitsSource(String address) {
        return sources.admits(address);
    }

    public boolean admitsAccount(AccountId account) {
        return accounts.admits(account.value());
    }

    /**
     * Asks the engine who signed. The body's hash is always computed from the bytes received
     * (A011), but for what S3 lets go unsigned ({@link S3Body}).
     *
     * @param service the signing name that the request is for
     */
    public CompletionStage<Authentication> signer(ReceivedRequest received, String service) {
        SignedRequest arrived =
                new SignedRequest(
                        received.method(),
                        received.origin().pathPrefix() + received.rawPath(),
                        received.rawQuery(),
                        received.headers(),
                        bodyHash(received),
                        service);
        CompletionStage<Authentication> answer = engine.authenticate(arrived);
        return received.origin().isDirect()
                ? answer
                : signer(BeforeProxy.others(arrived, received), 0, answer);
    }

    /** What arrived is not what was signed where a proxy changed it; one of the others may be. */
    private CompletionStage<Authentication> signer(
            List<SignedRequest> others, int next, CompletionStage<Authentication> tried) {
        if (next == others.size()) {
            return tried;
        }
        return tried.thenCompose(
                answer ->
                        answer instanceof Authentication.Refused(CommonError error)
                                        && error.kind() == CommonError.Kind.SIGNATURE_DOES_NOT_MATCH
                                ? signer(others, next + 1, engine.authenticate(others.get(next)))
                                : CompletableFuture.completedFuture(answer));
    }

    private static String bodyHash(ReceivedRequest received) {
        String unsigned =
                received.protocol() == Protocol.REST_XML ? S3Body.unsigned(received) : null;
        return unsigned == null ? sha256(received.body()) : unsigned;
    }

    public RequestFacts facts(ReceivedRequest received, String requestId) {
        return new RequestFacts(
                requestId,
                received.sourceIp(),
                received.secureTransport(),
                received.header("user-agent"),
                received.header("referer"),
                region);
    }

    /**
     * Tells that a verified request used its caller's key.
     *
     * @param service the signing name
     */
    public void used(Caller caller, RequestFacts facts, String service) {
        uses.used(caller, facts, service);
    }

    /** In lower-case hexadecimal digits. */
    public static String sha256(byte[] body) {
        if (body.length == 0) {
            return EMPTY_SHA256;
        }
        try {
            return HEX.formatHex(MessageDigest.getInstance("SHA-256").digest(body));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("SHA-256 is missing from this Java runtime", e);
        }
    }
}
