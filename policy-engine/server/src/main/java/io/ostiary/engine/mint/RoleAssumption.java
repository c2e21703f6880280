package io.ostiary.engine.mint;

import io.ostiary.contract.command.Actor;
import io.ostiary.contract.error.CommonError;
import io.ostiary.contract.id.AccountId;
import io.ostiary.contract.id.Arn;
import io.ostiary.contract.port.Caller;
import io.ostiary.contract.port.Engine.RequestFacts;
import io.ostiary.contract.port.StsRequest.AssumeRole;
import io.ostiary.contract.result.StsResult.AssumeRoleResult;
import io.ostiary.contract.shape.AssumedRoleUser;
import io.ostiary.contract.shape.Credentials;
import io.ostiary.engine.authorize.CallerKeys;
import io.ostiary.engine.denial.Denial;
import io.ostiary.engine.denial.DenialSink;
import io.ostiary.engine.fold.AccountSnapshot;
import io.ostiary.engine.fold.EngineSnapshot;
import io.ostiary.engine.principal.LivePrincipal;
import io.ostiary.engine.principal.OrganizationGuardrails;
import io.ostiary.engine.principal.PolicyCompiler;
import io.ostiary.engine.principal.Principals;
import io.ostiary.policy.compile.CompiledPolicy;
import io.ostiary.policy.evaluate.Decision;
import io.ostiary.policy.evaluate.Evaluator;
import io.ostiary.policy.evaluate.PolicySet;
import io.ostiary.policy.explain.AccessDeniedMessage;
import io.ostiary.policy.request.ActionName;
import io.ostiary.policy.request.AuthorizationRequest;
import io.ostiary.policy.request.ResourceName;
import io.ostiary.state.entity.Role;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;

/**
 * AssumeRole (STS API Reference). The role's trust policy is its resource policy; a role that does
 * not exist answers exactly as one that does not trust the caller, so that names of roles cannot be
 * probed (attack A034).
 */
final class RoleAssumption {

    private static final ActionName ACTION = ActionName.of("sts:AssumeRole");
    private static final int DEFAULT_SECONDS = 3_600;
    private static final int MIN_SECONDS = 900;
    private static final int MAX_CHAINED_SECONDS = 3_600;
    private static final int MAX_ARN = 2_048;

    private final Principals principals;
    private final OrganizationGuardrails guardrails;
    private final SessionMint mint;
    private final DenialSink denials;

    RoleAssumption(
            Principals principals,
            OrganizationGuardrails guardrails,
            SessionMint mint,
            DenialSink denials) {
        this.denials = denials;
        this.principals = principals;
        this.guardrails = guardrails;
        this.mint = mint;
    }

    /** A role that was asked for; what is not there is null. */
    private record Target(
            AccountId account, @Nullable AccountSnapshot snapshot, @Nullable Role role) {}

    AssumeRoleResult assume(
            EngineSnapshot snapshot,
            LivePrincipal caller,
            AssumeRole request,
            RequestFacts facts,
            Instant now)
            throws RefusedMint {
        if (caller.isRoot()) {
            throw denied("Roles may not be assumed by root accounts.");
        }
        if (request.serialNumber() != null) {
            throw denied(SecurityTokens.WRONG_CODE);
        }
        checkSessionName(request.roleSessionName());
        Target target = target(snapshot, request.roleArn());
        judge(snapshot, caller, request, target, facts, now);
        if (target.snapshot() == null || target.role() == null) {
            // Unreachable: a role that is not there trusts nobody. Closed all the same.
            throw denied("Not authorized to perform sts:AssumeRole");
        }
        checkUnbuilt(request);
        int seconds = seconds(caller, target.role(), request.durationSeconds());
        SessionPolicies policies =
                SessionPolicies.check(
                        principals, target.snapshot(), request.policy(), request.policyArns());
        return minted(
                target.account(),
                target.role(),
                request,
                origins(caller.caller(), target.account()),
                policies,
                seconds,
                now);
    }

    private void judge(
            EngineSnapshot snapshot,
            LivePrincipal caller,
            AssumeRole request,
            Target target,
            RequestFacts facts,
            Instant now)
            throws RefusedMint {
        Role role = target.role();
        CompiledPolicy trust =
                role == null ? PolicyCompiler.trustNobody() : principals.trustOf(role);
        var callerKeys = new CallerKeys(snapshot, caller, facts, now);
        AuthorizationRequest question = question(caller, request, target, role, callerKeys);
        // The same whether the role exists or not.
        PolicySet policies =
                caller.policies()
                        .withGuardrails(
                                guardrails.of(
                                        snapshot,
                                        caller,
                                        ACTION,
                                        question.resource(),
                                        target.account()));
        PolicySet judging = policies.withResource("trust", trust);
        Decision decision = Evaluator.evaluate(question, judging);
        if (!decision.isAllowed()) {
            // Why is told of what the caller's own policies deny, whether the role exists or not:
            // they are asked about one that does not, which has no tags (A034).
            AuthorizationRequest missing = question(caller, request, target, null, callerKeys);
            Decision own = Evaluator.evaluate(missing, policies);
            boolean isToldWhy =
                    own.outcome() == Decision.Outcome.EXPLICIT_DENY && missing.isWithinAccount();
            String message = AccessDeniedMessage.of(missing, isToldWhy ? own : decision, isToldWhy);
            denials.note(
                    caller.account().id(),
                    () ->
                            new Denial.Judged(
                                    callerKeys.asked(),
                                    caller.caller(),
                                    question,
                                    judging,
                                    decision,
                                    List.of("sts:RoleSessionName", "sts:ExternalId"),
                                    message));
            throw RefusedMint.noted(CommonError.accessDenied(message));
        }
    }

    private static AuthorizationRequest question(
            LivePrincipal caller,
            AssumeRole request,
            Target target,
            @Nullable Role role,
            CallerKeys callerKeys) {
        return new AuthorizationRequest(
                ACTION,
                ResourceName.of(request.roleArn()),
                target.account(),
                caller.principal(),
                new AssumeRoleKeys(callerKeys, request, target.account(), role));
    }

    /**
     * @throws RefusedMint when the text is not the ARN of a role in any account
     */
    private static Target target(EngineSnapshot snapshot, String text) throws RefusedMint {
        Arn arn = text.length() > MAX_ARN ? null : Arn.parse(text).orElse(null);
        if (arn == null
                || !arn.partition().equals(Arn.PARTITION)
                || !arn.service().equals("iam")
                || !arn.region().isEmpty()
                || !AccountId.isValid(arn.account())
                || !arn.resource().startsWith("role/")) {
            throw new RefusedMint(CommonError.validation("Request ARN is invalid"));
        }
        var id = new AccountId(arn.account());
        AccountSnapshot account = snapshot.account(id);
        if (snapshot.isRefused(id)
                || (account != null && CallerKeys.dependsOnRefused(snapshot, account))) {
            throw new RefusedMint(CommonError.unavailable("The role's account cannot be read."));
        }
        // A closed account has no roles for anybody.
        Role role =
                account == null || !account.state().isOpen()
                        ? null
                        : account.state().roleNamed(arn.resourceName());
        // Names are found ignoring case, an ARN is meant as written, path and all.
        boolean same = role != null && role.arn(id).toString().equals(text);
        return new Target(id, account, same ? role : null);
    }

    /** Chained or not: whoever closes an account ends what its principals have taken elsewhere. */
    private static List<AccountId> origins(Caller caller, AccountId target) {
        var origins = new LinkedHashSet<AccountId>();
        if (caller.session() != null) {
            origins.addAll(caller.session().origins());
        }
        origins.add(caller.account());
        origins.remove(target);
        return List.copyOf(origins);
    }

    private static int seconds(LivePrincipal caller, Role role, @Nullable Integer asked)
            throws RefusedMint {
        if (asked == null) {
            return DEFAULT_SECONDS;
        }
        if (asked < MIN_SECONDS) {
            throw invalid(
                    "1 validation error detected: Value '"
                            + asked
                            + "' at 'durationSeconds' failed to satisfy constraint: Member must"
                            + " have value greater than or equal to "
                            + MIN_SECONDS);
        }
        boolean chained = caller.caller().actor().kind() == Actor.Kind.ROLE_SESSION;
        if (chained && asked > MAX_CHAINED_SECONDS) {
            throw invalid(
                    "The requested DurationSeconds exceeds the 1 hour session limit for roles"
                            + " assumed by role chaining.");
        }
        if (asked > role.maxSessionDuration()) {
            throw invalid(
                    "The requested DurationSeconds exceeds the MaxSessionDuration set for this"
                            + " role.");
        }
        return asked;
    }

    /** Asked for and ignored would be rights that nobody gave. */
    private static void checkUnbuilt(AssumeRole request) throws RefusedMint {
        String parameter =
                !request.tags().isEmpty()
                        ? "Tags"
                        : !request.transitiveTagKeys().isEmpty()
                                ? "TransitiveTagKeys"
                                : request.sourceIdentity() != null
                                        ? "SourceIdentity"
                                        : request.providedContexts().isEmpty()
                                                ? null
                                                : "ProvidedContexts";
        if (parameter != null) {
            throw new RefusedMint(
                    new CommonError(
                            CommonError.Kind.NOT_IMPLEMENTED,
                            "The parameter " + parameter + " of AssumeRole is not implemented."));
        }
    }

    /** The session's ARN must have exactly one segment for it, whoever checked before us. */
    private static void checkSessionName(String name) throws RefusedMint {
        boolean good = name.length() >= 2 && name.length() <= 64;
        for (int i = 0; good && i < name.length(); i++) {
            char c = name.charAt(i);
            good =
                    (c >= 'a' && c <= 'z')
                            || (c >= 'A' && c <= 'Z')
                            || (c >= '0' && c <= '9')
                            || "_+=,.@-".indexOf(c) >= 0;
        }
        if (!good) {
            throw invalid(
                    "1 validation error detected: Value at 'roleSessionName' failed to satisfy"
                            + " constraint: Member must satisfy regular expression pattern:"
                            + " [\\w+=,.@-]*");
        }
    }

    private AssumeRoleResult minted(
            AccountId account,
            Role role,
            AssumeRole request,
            List<AccountId> origins,
            SessionPolicies policies,
            int seconds,
            Instant now)
            throws RefusedMint {
        String name = request.roleSessionName();
        Credentials credentials;
        try {
            credentials =
                    mint.mint(
                            account,
                            Actor.Kind.ROLE_SESSION,
                            role.id(),
                            name,
                            origins,
                            policies,
                            seconds,
                            now);
        } catch (IllegalArgumentException _) {
            throw SessionPolicies.tooLarge(101);
        }
        return new AssumeRoleResult(
                new AssumedRoleUser(
                        Arn.assumedRole(account, role.name(), name).toString(),
                        role.id() + ":" + name),
                credentials,
                policies.packedPercent(),
                null);
    }

    private static RefusedMint denied(String message) {
        return new RefusedMint(CommonError.accessDenied(message));
    }

    private static RefusedMint invalid(String message) {
        return new RefusedMint(CommonError.validation(message));
    }
}
