package io.ostiary.policy.explain;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.ostiary.contract.id.AccountId;
import io.ostiary.policy.evaluate.Decision;
import io.ostiary.policy.request.AuthorizationRequest;
import io.ostiary.policy.request.ConditionKeys;
import io.ostiary.policy.request.Principal;

import org.junit.jupiter.api.Test;

/** Texts of the IAM User Guide, "Troubleshoot access denied error messages". */
class AccessDeniedMessageTest {

    private static final AccountId ACCOUNT = new AccountId("111122223333");
    private static final String WHO =
            "User: arn:aws:sts::111122223333:assumed-role/app/s1 is not authorized to perform:"
                    + " iam:CreateUser on resource: arn:aws:iam::111122223333:user/x";
    private static final AuthorizationRequest REQUEST =
            AuthorizationRequest.of(
                    "iam:CreateUser",
                    "arn:aws:iam::111122223333:user/x",
                    ACCOUNT,
                    Principal.roleSession(
                            ACCOUNT,
                            "AROAAPP000000000000A",
                            "arn:aws:iam::111122223333:role/app",
                            "arn:aws:sts::111122223333:assumed-role/app/s1"),
                    ConditionKeys.NONE);

    @Test
    void nothingAllowed() {
        assertReason(
                " because no identity-based policy allows the iam:CreateUser action",
                Decision.IMPLICIT_DENY_IDENTITY);
        assertReason(
                " because no permissions boundary allows the iam:CreateUser action",
                Decision.IMPLICIT_DENY_BOUNDARY);
        assertReason(
                " because no session policy allows the iam:CreateUser action",
                Decision.IMPLICIT_DENY_SESSION);
        assertReason(
                " because no resource-based policy allows the iam:CreateUser action",
                Decision.IMPLICIT_DENY_RESOURCE);
        assertReason(
                " because no service control policy allows the iam:CreateUser action",
                Decision.IMPLICIT_DENY_SCP);
        assertReason(
                " because no resource control policy allows the iam:CreateUser action",
                Decision.IMPLICIT_DENY_RCP);
    }

    @Test
    void somethingDenied() {
        assertReason(
                " with an explicit deny in an identity-based policy",
                Decision.EXPLICIT_DENY_IDENTITY);
        assertReason(
                " with an explicit deny in a permissions boundary",
                Decision.EXPLICIT_DENY_BOUNDARY);
        assertReason(" with an explicit deny in a session policy", Decision.EXPLICIT_DENY_SESSION);
        assertReason(
                " with an explicit deny in a resource-based policy",
                Decision.EXPLICIT_DENY_RESOURCE);
        assertReason(
                " with an explicit deny in a service control policy", Decision.EXPLICIT_DENY_SCP);
        assertReason(
                " with an explicit deny in a resource control policy", Decision.EXPLICIT_DENY_RCP);
    }

    @Test
    void a034_withoutReasonAllRefusalsReadAlike() {
        for (Decision decision : Decision.values()) {
            if (!decision.isAllowed()) {
                assertEquals(WHO, AccessDeniedMessage.of(REQUEST, decision, false));
            }
        }
    }

    @Test
    void anAllowIsNoRefusal() {
        assertThrows(
                IllegalArgumentException.class,
                () -> AccessDeniedMessage.of(REQUEST, Decision.ALLOW, true));
    }

    private static void assertReason(String reason, Decision decision) {
        assertEquals(WHO + reason, AccessDeniedMessage.of(REQUEST, decision, true));
    }
}
