package io.ostiary.policy.managed;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ostiary.policy.document.PolicyKind;
import io.ostiary.policy.parse.PolicyParseResult;
import io.ostiary.policy.parse.PolicyParser;

import org.junit.jupiter.api.Test;

import java.util.TreeSet;

/** The table of services. */
class ServiceLinkedRolesTest {
    private final ServiceLinkedRoles roles = ServiceLinkedRoles.open();

    @Test
    void everyRoleHasAPolicyThatIsThereAndANameOfItsOwnThatFits() {
        ManagedPolicyCatalog managed = ManagedPolicyCatalog.open();
        var names = new TreeSet<String>(String.CASE_INSENSITIVE_ORDER);
        roles.all()
                .forEach(
                        role -> {
                            assertTrue(managed.find(role.policyArn()).isPresent(), role.toString());
                            assertTrue(role.roleName().length() <= 64, role.toString());
                            assertTrue(names.add(role.roleName()), role.toString());
                        });
        assertTrue(names.size() > 100, names.toString());
    }

    @Test
    void everyTrustIsAPolicy() {
        roles.all()
                .forEach(
                        role ->
                                assertTrue(
                                        PolicyParser.parse(role.trust(), PolicyKind.TRUST)
                                                instanceof PolicyParseResult.ParsedPolicy,
                                        role.trust()));
    }

    @Test
    void threeServicesTakeASuffix() {
        var taking = new TreeSet<String>();
        roles.all().stream()
                .filter(ServiceLinkedRoles.Template::takesSuffix)
                .forEach(role -> taking.add(role.service()));
        assertEquals(
                "[autoscaling.amazonaws.com, connect.amazonaws.com, lexv2.amazonaws.com]",
                taking.toString());
    }
}
