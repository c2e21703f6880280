package io.ostiary.engine.authenticate;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.ostiary.contract.command.Actor;
import io.ostiary.contract.error.CommonError;
import io.ostiary.contract.id.AccessKeyId;
import io.ostiary.contract.id.AccountId;
import io.ostiary.contract.port.Caller;
import io.ostiary.contract.port.Engine.Authentication;
import io.ostiary.contract.port.SignedRequest;
import io.ostiary.contract.secret.Secret;
import io.ostiary.engine.fold.EngineSnapshot;
import io.ostiary.engine.session.SessionTokens;
import io.ostiary.policy.signature.HeaderField;
import io.ostiary.policy.signature.ParsedSignature;
import io.ostiary.policy.signature.PathStyle;
import io.ostiary.policy.signature.ReceivedRequest;
import io.ostiary.policy.signature.ServiceRules;
import io.ostiary.policy.signature.SignatureError;
import io.ostiary.policy.signature.SignatureParser;
import io.ostiary.policy.signature.SignatureVerifier;
import io.ostiary.policy.signature.SigningKey;
import io.ostiary.policy.signature.VerifiedSignature;
import io.ostiary.sealing.AccountKeys;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Set;

/**
 * Finds who signed a request. Cheapest first: the form of the credential, the key id, the
 * credential in the snapshot, then the signature. Whatever is wrong with a credential (unknown,
 * inactive, deleted, of somebody deleted, malformed, with a token too many or too few) has one
 * answer and costs one verification (attacks A017, A018).
 */
public final class Authenticator {

    private static final CommonError EXPIRED =
            new CommonError(
                    CommonError.Kind.EXPIRED_TOKEN,
                    "The security token included in the request is expired");

    private final CredentialFinder credentials;
    private final BearerFinder bearers;
    private final SigningKeys signingKeys = new SigningKeys();
    // Verified against where there is nothing to verify against; the answer is thrown away.
    private final SigningKey dummy =
            SigningKey.derive("dummy".getBytes(UTF_8), "20000101", "us-east-1", "iam");

    public Authenticator(AccountKeys accountKeys, SessionTokens tokens) {
        this.credentials = new CredentialFinder(accountKeys, tokens);
        this.bearers = new BearerFinder(accountKeys);
    }

    /**
     * @param snapshot fresh
     */
    public Authentication authenticate(
            EngineSnapshot snapshot, SignedRequest request, Instant now) {
        ReceivedRequest received = received(request);
        ServiceRules rules = rules(request.service());
        return switch (SignatureParser.parse(received)) {
            case SignatureError error -> refused(error);
            case ParsedSignature signature -> {
                SignatureError error = SignatureVerifier.check(received, signature, now, rules);
                yield error == null
                        ? verified(snapshot, request, received, rules, signature, now)
                        : refused(error);
            }
        };
    }

    /**
     * Whose bearer this is; one answer to whatever is wrong with it.
     *
     * @param snapshot fresh
     */
    public Authentication authenticate(EngineSnapshot snapshot, Secret bearer, Instant now) {
        return bearers.authenticate(snapshot, bearer, now);
    }

    /**
     * Whom a session token was made for, expired or not; null when it is none of ours. That
     * somebody knows it does not prove that he is there.
     */
    public @Nullable Caller holder(EngineSnapshot snapshot, AccessKeyId keyId, String token) {
        Credential found =
                keyId.isSession() && !snapshot.isRefused(keyId.account())
                        ? credentials.find(snapshot, keyId, token)
                        : null;
        return found == null ? null : found.caller();
    }

    /**
     * What stands in a request that was verified; where it began a stream, its chunks need it.
     *
     * @throws IllegalArgumentException when it holds no signature, so was not verified
     */
    public static ParsedSignature signature(SignedRequest request) {
        return switch (SignatureParser.parse(received(request))) {
            case ParsedSignature signature -> signature;
            case SignatureError _ -> throw new IllegalArgumentException("not verified");
        };
    }

    /** Who signs a stream, and with what. */
    public record StreamSigner(Caller caller, SigningKey key) {}

    /**
     * The signer of a stream that goes on; null when the credential is none any more.
     *
     * @param scope of the request that began it: date, region, service, terminator
     */
    public @Nullable StreamSigner streamSigner(
            EngineSnapshot snapshot, AccessKeyId keyId, @Nullable String token, String scope) {
        Credential credential =
                snapshot.isRefused(keyId.account())
                        ? null
                        : credentials.find(snapshot, keyId, token);
        Secret secret = credential == null ? null : credential.secret().get();
        String[] parts = scope.split("/", -1);
        if (credential == null || secret == null || parts.length != 4) {
            return null;
        }
        byte[] bytes = secret.revealBytes();
        SigningKey key = SigningKey.derive(bytes, parts[0], parts[1], parts[2]);
        Arrays.fill(bytes, (byte) 0);
        return new StreamSigner(credential.caller(), key);
    }

    private Authentication verified(
            EngineSnapshot snapshot,
            SignedRequest request,
            ReceivedRequest received,
            ServiceRules rules,
            ParsedSignature signature,
            Instant now) {
        Credential credential = null;
        if (AccessKeyId.isValid(signature.accessKeyId())) {
            var keyId = new AccessKeyId(signature.accessKeyId());
            AccountId accountId = keyId.account();
            if (snapshot.isRefused(accountId)) {
                return new Authentication.Refused(
                        CommonError.unavailable("The account's history cannot be read."));
            }
            credential = credentials.find(snapshot, keyId, signature.sessionToken());
        }
        boolean remembered = false;
        SigningKey key = null;
        if (credential != null) {
            key = signingKeys.find(credential.sealedSecret(), signature);
            remembered = key != null;
            if (key == null) {
                key = derived(credential, signature);
            }
        }
        var outcome =
                SignatureVerifier.verify(
                        received, signature, key == null ? dummy : key, now, rules);
        if (credential == null || key == null) {
            return new Authentication.Refused(CommonError.invalidClientToken());
        }
        return switch (outcome) {
            case SignatureError error -> refused(error);
            case VerifiedSignature _ -> {
                if (!remembered) {
                    signingKeys.remember(credential.sealedSecret(), signature, key);
                }
                yield admitted(credential.caller(), request, signature, now);
            }
        };
    }

    /** The signature is right; is the session still on, and good for this service? */
    private static Authentication admitted(
            Caller caller, SignedRequest request, ParsedSignature signature, Instant now) {
        Caller.Session session = caller.session();
        if (session != null) {
            if (!now.isBefore(session.expiresAt())) {
                return new Authentication.Refused(EXPIRED);
            }
            // IAM User Guide, "Compare AWS STS credentials"; attack A040.
            if (!session.mfa()
                    && caller.actor().kind() != Actor.Kind.ROLE_SESSION
                    && request.service().equals("iam")) {
                return new Authentication.Refused(CommonError.invalidClientToken());
            }
        }
        return new Authentication.Verified(caller, Set.copyOf(signature.signedHeaders()));
    }

    private static @Nullable SigningKey derived(Credential credential, ParsedSignature signature) {
        Secret secret = credential.secret().get();
        if (secret == null) {
            return null;
        }
        byte[] bytes = secret.revealBytes();
        SigningKey key =
                SigningKey.derive(bytes, signature.date(), signature.region(), signature.service());
        Arrays.fill(bytes, (byte) 0);
        return key;
    }

    private static ReceivedRequest received(SignedRequest request) {
        var headers = new ArrayList<HeaderField>(request.headers().size());
        for (SignedRequest.Header header : request.headers()) {
            headers.add(new HeaderField(header.name(), header.value()));
        }
        return new ReceivedRequest(
                request.method(),
                request.rawPath(),
                request.rawQuery(),
                headers,
                request.bodySha256());
    }

    private static ServiceRules rules(String service) {
        return switch (service) {
            case "iam" -> ServiceRules.IAM;
            case "sts" -> ServiceRules.STS;
            case "s3" -> ServiceRules.S3;
            case "organizations", "access-analyzer", "ostiary" ->
                    new ServiceRules(service, PathStyle.NORMALIZED);
            default -> new ServiceRules(service, PathStyle.NORMALIZED, true);
        };
    }

    private static Authentication refused(SignatureError error) {
        CommonError answer =
                switch (error.code()) {
                    case MISSING_AUTHENTICATION_TOKEN ->
                            new CommonError(
                                    CommonError.Kind.MISSING_AUTHENTICATION_TOKEN, error.message());
                    case INCOMPLETE_SIGNATURE ->
                            new CommonError(CommonError.Kind.INCOMPLETE_SIGNATURE, error.message());
                    case SIGNATURE_DOES_NOT_MATCH ->
                            new CommonError(
                                    CommonError.Kind.SIGNATURE_DOES_NOT_MATCH, error.message());
                    // One wording for all of them.
                    case INVALID_CLIENT_TOKEN_ID -> CommonError.invalidClientToken();
                    case ACCESS_DENIED -> CommonError.accessDenied(error.message());
                    case AUTHORIZATION_QUERY_PARAMETERS ->
                            new CommonError(
                                    CommonError.Kind.AUTHORIZATION_QUERY_PARAMETERS,
                                    error.message());
                    case VALIDATION_ERROR -> CommonError.validation(error.message());
                };
        return new Authentication.Refused(answer);
    }
}
