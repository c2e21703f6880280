package io.ostiary.standalone.lesson;

import static io.ostiary.standalone.lesson.Client.refusal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.ostiary.standalone.lesson.Tenant.Person;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import software.amazon.awssdk.services.sts.model.StsException;

/**
 * Trust against identity policy (IAM User Guide, "Policy evaluation logic", and "Cross-account
 * policy evaluation logic"): the same account and the principal named itself, trust is enough;
 * {@code :root}, an identity allow as well; another account, both sides; any deny wins.
 */
@ExtendWith(RunningHouse.Shared.class)
final class TrustTableTest {
    private static final String ASSUME = Documents.allow("sts:AssumeRole", "*");
    private static final String DENY = Documents.deny("sts:AssumeRole", "*");

    private final RunningHouse house;
    private final Tenant tenant;
    private final Person silent;
    private final Person allowed;
    private final Person denied;

    TrustTableTest(RunningHouse house) {
        this.house = house;
        tenant = house.newAccount();
        silent = tenant.user("silent");
        allowed = tenant.user("allowed", ASSUME);
        denied = tenant.user("denied", DENY);
    }

    @Test
    void namedInItsOwnAccountTrustIsEnough() {
        row(silent, Documents.trust(silent.arn()), true);
        row(allowed, Documents.trust(allowed.arn()), true);
        row(denied, Documents.trust(denied.arn()), false);
    }

    @Test
    void aStarInItsOwnAccountIsEnough() {
        row(silent, Documents.trust("*"), true);
        row(allowed, Documents.trust("*"), true);
        row(denied, Documents.trust("*"), false);
    }

    @Test
    void theAccountAsPrincipalNeedsAnIdentityAllowAsWell() {
        String account = Documents.trust(tenant.arn("root"));
        row(silent, account, false);
        row(allowed, account, true);
        row(denied, account, false);
        row(allowed, Documents.trust(tenant.account()), true);
    }

    @Test
    void aDenyInTheTrustWins() {
        row(allowed, Documents.trustBut("*", allowed.arn()), false);
        row(allowed, Documents.trustBut(allowed.arn(), tenant.arn("root")), false);
        row(silent, Documents.trustBut("*", allowed.arn()), true);
    }

    @Test
    void anotherAccountNeedsBothSides() {
        var other = house.newAccount();
        var stranger = other.user("silent");
        var guest = other.user("allowed", ASSUME);
        var banned = other.user("denied", DENY);
        row(stranger, Documents.trust(stranger.arn()), false);
        row(guest, Documents.trust(guest.arn()), true);
        row(banned, Documents.trust(banned.arn()), false);
        row(stranger, Documents.trust(other.arn("root")), false);
        row(guest, Documents.trust(other.arn("root")), true);
        row(stranger, Documents.trust("*"), false);
        row(guest, Documents.trust("*"), true);
        row(guest, Documents.trust(tenant.arn("root")), false);
        row(guest, Documents.trust(tenant.arn("user/allowed")), false);
    }

    @Test
    void aTrustThatNamesARoleIsStillLimitedByItsBoundary() {
        String first = tenant.role("First", Documents.trust(silent.arn()));
        String second = tenant.role("Second", Documents.trust(first));
        var session = silent.client().assume(first);
        session.assume(second);
        var admin = tenant.admin().iam();
        String readOnly = "arn:aws:iam::aws:policy/IAMReadOnlyAccess";
        admin.putRolePermissionsBoundary(r -> r.roleName("First").permissionsBoundary(readOnly));
        assertEquals("AccessDenied", refusal(() -> session.assume(second)).code());
        admin.deleteRolePermissionsBoundary(r -> r.roleName("First"));
        session.assume(second);
    }

    @Test
    void aTrustThatNamesARoleIsStillLimitedByTheSessionsPolicy() {
        String first = tenant.role("First", Documents.trust(silent.arn()));
        String second = tenant.role("Second", Documents.trust(first));
        String named =
                tenant.role(
                        "Named",
                        Documents.trust(
                                "arn:aws:sts::"
                                        + tenant.account()
                                        + ":assumed-role/First/limited"));
        var limited = limited(first, Documents.allow("iam:ListUsers", "*"));
        assertEquals("AccessDenied", refusal(() -> limited.assume(second)).code());
        // Named itself, the session's own policy does not limit what the trust gives.
        limited.assume(named);
        limited(first, ASSUME).assume(second);
        // But a deny does.
        var barred = limited(first, DENY);
        assertEquals("AccessDenied", refusal(() -> barred.assume(named)).code());
    }

    @Test
    void aTrustThatNamesAUserIsNotLimitedByItsBoundary() {
        String role = tenant.role("First", Documents.trust(silent.arn()));
        String readOnly = "arn:aws:iam::aws:policy/IAMReadOnlyAccess";
        tenant.admin()
                .iam()
                .putUserPermissionsBoundary(
                        r -> r.userName("silent").permissionsBoundary(readOnly));
        silent.client().assume(role);
    }

    private Client limited(String role, String policy) {
        return silent.client()
                .with(
                        Client.credentials(
                                silent.client()
                                        .sts()
                                        .assumeRole(
                                                r ->
                                                        r.roleArn(role)
                                                                .roleSessionName("limited")
                                                                .policy(policy))
                                        .credentials()));
    }

    /** The role is made once, and its trust replaced for each row. */
    private void row(Person who, String trust, boolean assumes) {
        var admin = tenant.admin().iam();
        String role = tenant.arn("role/Table");
        if (admin.listRoles().roles().stream().noneMatch(r -> r.roleName().equals("Table"))) {
            tenant.role("Table", trust);
        } else {
            admin.updateAssumeRolePolicy(r -> r.roleName("Table").policyDocument(trust));
        }
        if (assumes) {
            who.client().assume(role).sts().getCallerIdentity();
        } else {
            var e = assertThrows(StsException.class, () -> who.client().assume(role));
            assertEquals("AccessDenied", e.awsErrorDetails().errorCode());
        }
    }
}
