package io.ostiary.writer;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.ostiary.contract.command.OperatorCommand.PutQuota;
import io.ostiary.contract.command.UserCommand.AttachUserPolicy;
import io.ostiary.contract.error.AwsError;
import io.ostiary.policy.managed.ManagedPolicy;
import io.ostiary.policy.managed.ManagedPolicyCatalog;
import io.ostiary.state.decide.CommandResult;
import io.ostiary.state.decide.CommandResult.Accepted;
import io.ostiary.state.quota.Quota;

import org.junit.jupiter.api.Test;

import java.util.List;

/** Quotas that a management account raises for its members and itself. */
final class MemberQuotaRulesTest extends MemberFixture {

    @Test
    void aRaisedQuotaHoldsInItsAccountAlone() {
        asRoot(new PutQuota(member.value(), "GroupsPerAccount", 500));
        log.deliver();
        asRoot(new PutQuota(MANAGEMENT.value(), "RolesPerAccount", 2_000));
        assertEquals(500, Quota.GROUPS.limit(log.state(member)));
        assertEquals(300, Quota.GROUPS.limit(log.state(MANAGEMENT)));
        assertEquals(2_000, Quota.ROLES.limit(log.state(MANAGEMENT)));
        assertEquals(1_000, Quota.ROLES.limit(log.state(member)));
        // Told a second time it changes nothing.
        long before = log.state(member).revision();
        asRoot(new PutQuota(member.value(), "GroupsPerAccount", 500));
        log.deliver();
        assertEquals(before + 2, log.state(member).revision());
        long own = log.state(MANAGEMENT).revision();
        asRoot(new PutQuota(MANAGEMENT.value(), "RolesPerAccount", 2_000));
        assertEquals(own, log.state(MANAGEMENT).revision());
    }

    @Test
    void whatCannotBeRaisedIsRefused() {
        for (var put :
                List.of(
                        new PutQuota(member.value(), "GroupsPerUser", 11),
                        new PutQuota(member.value(), "NoSuchQuota", 11),
                        new PutQuota(member.value(), "GroupsPerAccount", 501),
                        new PutQuota(member.value(), "GroupsPerAccount", 299))) {
            assertRejected("InvalidQuotaException", asRoot(put));
        }
        assertRejected(
                "NoSuchAccountException",
                asRoot(new PutQuota("999999999999", "GroupsPerAccount", 400)));
        assertRejected(
                "AccessDenied",
                log.send(
                        member,
                        memberAdministrator(),
                        new PutQuota(member.value(), "GroupsPerAccount", 400)));
    }

    @Test
    void aRaisedQuotaIsWhatTheErrorTells() {
        asRoot(new PutQuota(MANAGEMENT.value(), "PoliciesPerUser", 11));
        asRoot(Rules.createUser("ana"));
        int attached = 0;
        CommandResult last = CommandResult.accepted();
        for (ManagedPolicy policy : ManagedPolicyCatalog.open().policies()) {
            last = asRoot(new AttachUserPolicy(policy.arn(), "ana"));
            if (last instanceof CommandResult.Rejected(AwsError error)
                    && error.code().equals("LimitExceeded")) {
                assertEquals("Cannot exceed quota for PoliciesPerUser: 11", error.message());
                break;
            }
            attached += last instanceof Accepted ? 1 : 0;
        }
        assertEquals(11, attached);
    }
}
