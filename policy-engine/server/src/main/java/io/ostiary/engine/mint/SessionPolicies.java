package io.ostiary.engine.mint;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.ostiary.contract.error.CommonError;
import io.ostiary.contract.error.StsError;
import io.ostiary.contract.shape.PolicyDescriptor;
import io.ostiary.engine.fold.AccountSnapshot;
import io.ostiary.engine.principal.Principals;
import io.ostiary.policy.document.PolicyKind;
import io.ostiary.policy.parse.PolicyParseResult;
import io.ostiary.policy.parse.PolicyParser;
import io.ostiary.state.entity.ManagedPolicy;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;

/**
 * The policies that are passed when a session is made; they can only take rights away.
 *
 * @param inline as submitted; null when there is none
 * @param managed the unique ids of the account's own, the ARNs of AWS's
 * @param packedPercent of the space that they may take; null when there are none
 */
record SessionPolicies(
        @Nullable String inline, List<String> managed, @Nullable Integer packedPercent) {

    static final SessionPolicies NONE = new SessionPolicies(null, List.of(), null);

    /** Managed session policies at most (STS API Reference, AssumeRole). */
    private static final int MAX_MANAGED = 10;

    /** Characters of the inline policy (model), and of inline and managed ones together. */
    private static final int SPACE = 2_048;

    SessionPolicies {
        managed = List.copyOf(managed);
    }

    /**
     * @param account of the role or user for whom the session is made
     * @throws RefusedMint when a policy cannot be read, is not there, or they are too many
     */
    static SessionPolicies check(
            Principals principals,
            AccountSnapshot account,
            @Nullable String inline,
            List<PolicyDescriptor> descriptors)
            throws RefusedMint {
        if (inline == null && descriptors.isEmpty()) {
            return NONE;
        }
        if (descriptors.size() > MAX_MANAGED) {
            throw new RefusedMint(
                    CommonError.validation(
                            "1 validation error detected: Value at 'policyArns' failed to satisfy"
                                    + " constraint: Member must have length less than or equal to "
                                    + MAX_MANAGED));
        }
        int packed = 0;
        if (inline != null) {
            if (inline.length() > SPACE) {
                throw new RefusedMint(
                        CommonError.validation(
                                "1 validation error detected: Value at 'policy' failed to satisfy"
                                        + " constraint: Member must have length less than or equal"
                                        + " to "
                                        + SPACE));
            }
            if (PolicyParser.parse(inline, PolicyKind.SESSION)
                    instanceof PolicyParseResult.MalformedPolicy(String reason)) {
                throw new RefusedMint(new StsError.MalformedPolicyDocument(reason));
            }
            packed += PolicyParser.nonWhitespaceLength(inline);
        }
        var managed = new ArrayList<String>(descriptors.size());
        for (PolicyDescriptor descriptor : descriptors) {
            String arn = descriptor.arn() == null ? "" : descriptor.arn();
            packed += arn.getBytes(UTF_8).length;
            managed.add(identity(principals, account, arn));
        }
        int percent = Math.ceilDiv(packed * 100, SPACE);
        if (packed > SPACE) {
            throw tooLarge(percent);
        }
        return new SessionPolicies(inline, managed, percent);
    }

    static RefusedMint tooLarge(int percent) {
        return new RefusedMint(
                new StsError.PackedPolicyTooLarge(
                        "Packed policy consumes "
                                + percent
                                + "% of allotted space, please use smaller policy."));
    }

    /** By unique id, so that a policy made anew under the name is not taken for it. */
    private static String identity(Principals principals, AccountSnapshot account, String arn)
            throws RefusedMint {
        if (Principals.isAws(arn)) {
            if (principals.managed(account, arn) != null) {
                return arn;
            }
        } else {
            ManagedPolicy policy = account.state().policyByArn(arn);
            if (policy != null) {
                return policy.id();
            }
        }
        // AWS's answer is not documented; the caller may assume the role, so it learns little.
        throw new RefusedMint(
                CommonError.validation("The policy with ARN " + arn + " does not exist."));
    }
}
