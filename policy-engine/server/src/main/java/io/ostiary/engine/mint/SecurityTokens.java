package io.ostiary.engine.mint;

import io.ostiary.contract.command.Actor;
import io.ostiary.contract.error.AwsError;
import io.ostiary.contract.error.CommonError;
import io.ostiary.contract.error.StsError;
import io.ostiary.contract.id.AccessKeyId;
import io.ostiary.contract.port.Caller;
import io.ostiary.contract.port.Engine.Answer;
import io.ostiary.contract.port.Engine.Authorization;
import io.ostiary.contract.port.Engine.Parameters;
import io.ostiary.contract.port.Engine.Question;
import io.ostiary.contract.port.Engine.RequestFacts;
import io.ostiary.contract.port.StsRequest;
import io.ostiary.contract.port.StsRequest.AssumeRole;
import io.ostiary.contract.port.StsRequest.DecodeAuthorizationMessage;
import io.ostiary.contract.port.StsRequest.GetAccessKeyInfo;
import io.ostiary.contract.port.StsRequest.GetCallerIdentity;
import io.ostiary.contract.port.StsRequest.GetSessionToken;
import io.ostiary.contract.result.StsResult;
import io.ostiary.contract.shape.Credentials;
import io.ostiary.engine.authorize.Authorizer;
import io.ostiary.engine.authorize.CallerKeys;
import io.ostiary.engine.denial.Denial;
import io.ostiary.engine.denial.DenialSink;
import io.ostiary.engine.denial.EncodedMessages;
import io.ostiary.engine.fold.EngineSnapshot;
import io.ostiary.engine.principal.LivePrincipal;
import io.ostiary.engine.principal.OrganizationGuardrails;
import io.ostiary.engine.principal.Principals;
import io.ostiary.engine.session.SessionTokens;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;

/** The STS operations, each judged by its own rule (STS API Reference). */
public final class SecurityTokens {

    /** What AWS says of every second factor that is not right, one that does not exist included. */
    static final String WRONG_CODE =
            "MultiFactorAuthentication failed with invalid MFA one time pass code.";

    private static final int USER_DEFAULT_SECONDS = 43_200;
    private static final int ROOT_MAX_SECONDS = 3_600;
    private static final int MIN_SECONDS = 900;
    private static final int MAX_SECONDS = 129_600;

    private final Principals principals;
    private final Authorizer authorizer;
    private final SessionMint mint;
    private final RoleAssumption roles;
    private final EncodedMessages messages;
    private final DenialSink denials;

    public SecurityTokens(
            Principals principals,
            OrganizationGuardrails guardrails,
            Authorizer authorizer,
            SessionTokens tokens,
            RandomGenerator random,
            DenialSink denials,
            EncodedMessages messages) {
        this.messages = messages;
        this.denials = denials;
        this.principals = principals;
        this.authorizer = authorizer;
        this.mint = new SessionMint(tokens, random);
        this.roles = new RoleAssumption(principals, guardrails, mint, denials);
    }

    /**
     * @param snapshot fresh, and with none of the accounts refused
     */
    public Answer answer(
            EngineSnapshot snapshot,
            Caller caller,
            StsRequest request,
            RequestFacts facts,
            Instant now) {
        LivePrincipal live = principals.find(snapshot, caller);
        if (live == null) {
            return new Answer.Refused(CommonError.invalidClientToken());
        }
        try {
            return new Answer.Given(
                    switch (request) {
                        case GetCallerIdentity _ -> identity(caller);
                        case AssumeRole assume -> roles.assume(snapshot, live, assume, facts, now);
                        case GetSessionToken get -> sessionToken(live, get, now);
                        case GetAccessKeyInfo get -> keyInfo(snapshot, caller, get, facts, now);
                        case DecodeAuthorizationMessage decode ->
                                decoded(snapshot, caller, decode, facts, now);
                    });
        } catch (RefusedMint refused) {
            if (!refused.isNoted() && isDenial(refused.error())) {
                denials.note(
                        live.account().id(),
                        () ->
                                new Denial.ByRule(
                                        new CallerKeys(snapshot, live, facts, now).asked(),
                                        caller,
                                        "sts:" + request.getClass().getSimpleName(),
                                        refused.error().message()));
            }
            return new Answer.Refused(refused.error());
        }
    }

    /**
     * What session credentials may not call, whatever their policies say (IAM User Guide, "Compare
     * AWS STS credentials"; attack A040). Null when they may.
     */
    public static @Nullable AwsError forbiddenToSession(Caller caller, String operation) {
        Caller.Session session = caller.session();
        if (session == null) {
            return null;
        }
        boolean forbidden =
                switch (operation) {
                    case "GetCallerIdentity", "AssumeRole" -> false;
                    case "GetSessionToken", "GetFederationToken" -> true;
                    default -> !session.mfa() && caller.actor().kind() != Actor.Kind.ROLE_SESSION;
                };
        return forbidden
                ? CommonError.accessDenied("Cannot call " + operation + " with session credentials")
                : null;
    }

    private static boolean isDenial(AwsError error) {
        return error instanceof CommonError common
                && common.kind() == CommonError.Kind.ACCESS_DENIED;
    }

    /** Needs no permission and cannot be denied. */
    private static StsResult identity(Caller caller) {
        return new StsResult.GetCallerIdentityResult(
                caller.account().value(), caller.arn(), caller.userId());
    }

    /** Needs no permission and cannot be denied; but not for sessions. */
    private StsResult sessionToken(LivePrincipal live, GetSessionToken request, Instant now)
            throws RefusedMint {
        refuseSession(live.caller(), "GetSessionToken");
        if (request.serialNumber() != null || request.tokenCode() != null) {
            throw new RefusedMint(CommonError.accessDenied(WRONG_CODE));
        }
        Integer asked = request.durationSeconds();
        if (asked != null && (asked < MIN_SECONDS || asked > MAX_SECONDS)) {
            throw new RefusedMint(
                    CommonError.validation(
                            "1 validation error detected: Value '"
                                    + asked
                                    + "' at 'durationSeconds' failed to satisfy constraint: Member"
                                    + " must have value between "
                                    + MIN_SECONDS
                                    + " and "
                                    + MAX_SECONDS));
        }
        int seconds = asked == null ? USER_DEFAULT_SECONDS : asked;
        Actor actor = live.caller().actor();
        Credentials credentials =
                mint.mint(
                        live.account().id(),
                        live.isRoot() ? Actor.Kind.ROOT_SESSION : Actor.Kind.USER_SESSION,
                        actor.principalId(),
                        null,
                        List.of(),
                        SessionPolicies.NONE,
                        // Longer ones are cut for root (STS API Reference, GetSessionToken).
                        live.isRoot() ? Math.min(seconds, ROOT_MAX_SECONDS) : seconds,
                        now);
        return new StsResult.GetSessionTokenResult(credentials);
    }

    private StsResult keyInfo(
            EngineSnapshot snapshot,
            Caller caller,
            GetAccessKeyInfo request,
            RequestFacts facts,
            Instant now)
            throws RefusedMint {
        authorize(snapshot, caller, "GetAccessKeyInfo", facts, now);
        // Told from the id alone: an account that never was answers like any other.
        AccessKeyId id =
                AccessKeyId.parse(request.accessKeyId())
                        .orElseThrow(
                                () ->
                                        new RefusedMint(
                                                CommonError.validation("Invalid access key id")));
        return new StsResult.GetAccessKeyInfoResult(id.account().value());
    }

    /** The message is bound to the account, so that one of another is as bad as a made-up one. */
    private StsResult decoded(
            EngineSnapshot snapshot,
            Caller caller,
            DecodeAuthorizationMessage request,
            RequestFacts facts,
            Instant now)
            throws RefusedMint {
        authorize(snapshot, caller, "DecodeAuthorizationMessage", facts, now);
        String decoded = messages.decode(caller.account(), request.encodedMessage());
        if (decoded == null) {
            throw new RefusedMint(new StsError.InvalidAuthorizationMessage("Message is not valid"));
        }
        return new StsResult.DecodeAuthorizationMessageResult(decoded);
    }

    private void authorize(
            EngineSnapshot snapshot,
            Caller caller,
            String operation,
            RequestFacts facts,
            Instant now)
            throws RefusedMint {
        refuseSession(caller, operation);
        var question =
                new Question(
                        caller,
                        "sts",
                        operation,
                        new Parameters(Map.of(), List.of(), false),
                        facts);
        if (authorizer.authorize(snapshot, question, now)
                instanceof Authorization.Denied(AwsError error)) {
            throw RefusedMint.noted(error);
        }
    }

    private static void refuseSession(Caller caller, String operation) throws RefusedMint {
        AwsError forbidden = forbiddenToSession(caller, operation);
        if (forbidden != null) {
            throw new RefusedMint(forbidden);
        }
    }
}
