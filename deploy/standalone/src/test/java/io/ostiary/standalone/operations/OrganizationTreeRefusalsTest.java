package io.ostiary.standalone.operations;

import static io.ostiary.standalone.lesson.Client.refusal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.ostiary.standalone.lesson.Client.Refusal;
import io.ostiary.standalone.lesson.RunningHouse;
import io.ostiary.standalone.lesson.Tenant;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.function.Executable;

import software.amazon.awssdk.services.organizations.model.ChildType;
import software.amazon.awssdk.services.organizations.model.ConstraintViolationException;

import java.util.List;

/** What the organization's tree refuses, and to whom. */
@ExtendWith(RunningHouse.Shared.class)
final class OrganizationTreeRefusalsTest extends OrganizationTreeFixture {

    private static final String NO_REQUEST = "car-" + "0".repeat(32);

    OrganizationTreeRefusalsTest(RunningHouse house) {
        super(house);
    }

    @Test
    void whatBreaksTheModelIsRefusedWithAReason() {
        List<Executable> calls =
                List.of(
                        () -> organizations.closeAccount(r -> r.accountId("x")),
                        () -> organizations.describeAccount(r -> r.accountId("x")),
                        () ->
                                organizations.describeCreateAccountStatus(
                                        r -> r.createAccountRequestId("x")),
                        () ->
                                organizations.describeOrganizationalUnit(
                                        r -> r.organizationalUnitId("x")),
                        () ->
                                organizations.deleteOrganizationalUnit(
                                        r -> r.organizationalUnitId("x")),
                        () ->
                                organizations.updateOrganizationalUnit(
                                        r -> r.organizationalUnitId("x")),
                        () ->
                                organizations.moveAccount(
                                        r ->
                                                r.accountId("x")
                                                        .sourceParentId(root)
                                                        .destinationParentId(root)));
        for (var call : calls) {
            assertInvalid("INVALID_PATTERN", call);
        }
        assertInvalid(
                "INVALID_ENUM", () -> organizations.createOrganization(r -> r.featureSet("x")));
        assertInvalid("INPUT_REQUIRED", () -> organizations.createAccount(r -> r.accountName("x")));
        assertEquals(
                new Refusal(
                        400,
                        "InvalidInputException",
                        "You provided a value that does not match the required pattern."),
                refusal(() -> organizations.describeAccount(r -> r.accountId("x"))));
    }

    @Test
    void aTokenThatNoPageGaveIsRefused() {
        String none = "none";
        List<Executable> calls =
                List.of(
                        () -> organizations.listAccounts(r -> r.nextToken(none)),
                        () ->
                                organizations.listAccountsForParent(
                                        r -> r.parentId(root).nextToken(none)),
                        () ->
                                organizations.listOrganizationalUnitsForParent(
                                        r -> r.parentId(root).nextToken(none)),
                        () ->
                                organizations.listChildren(
                                        r ->
                                                r.parentId(root)
                                                        .childType(ChildType.ACCOUNT)
                                                        .nextToken(none)),
                        () ->
                                organizations.listParents(
                                        r -> r.childId(house.account()).nextToken(none)),
                        () -> organizations.listRoots(r -> r.nextToken(none)),
                        () ->
                                organizations.listTagsForResource(
                                        r -> r.resourceId(root).nextToken(none)),
                        () -> organizations.listCreateAccountStatus(r -> r.nextToken(none)));
        for (var call : calls) {
            assertInvalid("INVALID_NEXT_TOKEN", call);
        }
    }

    @Test
    void whatIsNotThereAndWhatIsTooMuchIsRefused() {
        assertEquals(NO_SUCH_ACCOUNT, refusal(() -> described(NO_ACCOUNT)));
        assertEquals(
                "CreateAccountStatusNotFoundException",
                code(
                        () ->
                                organizations.describeCreateAccountStatus(
                                        r -> r.createAccountRequestId(NO_REQUEST))));
        assertEquals("ChildNotFoundException", code(() -> parents(NO_UNIT)));
        assertEquals("ParentNotFoundException", code(() -> create(NO_UNIT, "New")));
        assertEquals(
                "ParentNotFoundException",
                code(() -> organizations.listAccountsForParent(r -> r.parentId(NO_UNIT))));
        assertEquals(
                "ParentNotFoundException",
                code(
                        () ->
                                organizations.listOrganizationalUnitsForParent(
                                        r -> r.parentId(NO_UNIT))));
        assertEquals("ParentNotFoundException", code(() -> children(NO_UNIT, ChildType.ACCOUNT)));
        assertEquals(
                NO_SUCH_UNIT,
                refusal(
                        () ->
                                organizations.updateOrganizationalUnit(
                                        r -> r.organizationalUnitId(NO_UNIT).name("New"))));
        assertEquals(
                NO_SUCH_UNIT,
                refusal(
                        () ->
                                organizations.deleteOrganizationalUnit(
                                        r -> r.organizationalUnitId(NO_UNIT))));

        String parent = create(root, "Refused").id();
        assertEquals(
                new Refusal(
                        400,
                        "DuplicateOrganizationalUnitException",
                        "An OU with the same name already exists."),
                refusal(() -> create(root, "Refused")));
        create(parent, "Other");
        String sibling = create(parent, "Sibling").id();
        assertEquals(
                "DuplicateOrganizationalUnitException",
                code(
                        () ->
                                organizations.updateOrganizationalUnit(
                                        r -> r.organizationalUnitId(sibling).name("Other"))));
        for (int level = 2; level <= 5; level++) {
            parent = create(parent, "Level " + level).id();
        }
        String deepest = parent;
        var tooDeep =
                assertThrows(ConstraintViolationException.class, () -> create(deepest, "Level 6"));
        assertEquals("OU_DEPTH_LIMIT_EXCEEDED", tooDeep.reasonAsString());
    }

    @Test
    void onlyTheManagementAccountMayDoThis() {
        Tenant tenant = house.newAccount();
        var member = tenant.admin().organizations();
        String account = tenant.account();
        List<Executable> calls =
                List.of(
                        () -> member.describeAccount(r -> r.accountId(account)),
                        () -> member.listRoots(r -> {}),
                        () -> member.createOrganizationalUnit(r -> r.parentId(root).name("Mine")),
                        () ->
                                member.updateOrganizationalUnit(
                                        r -> r.organizationalUnitId(NO_UNIT).name("Mine")),
                        () -> member.deleteOrganizationalUnit(r -> r.organizationalUnitId(NO_UNIT)),
                        () ->
                                member.describeOrganizationalUnit(
                                        r -> r.organizationalUnitId(NO_UNIT)),
                        () -> member.listOrganizationalUnitsForParent(r -> r.parentId(root)),
                        () ->
                                member.moveAccount(
                                        r ->
                                                r.accountId(account)
                                                        .sourceParentId(root)
                                                        .destinationParentId(root)),
                        () -> member.listAccountsForParent(r -> r.parentId(root)),
                        () -> member.listParents(r -> r.childId(account)),
                        () -> member.listChildren(r -> r.parentId(root).childType("ACCOUNT")),
                        () -> member.tagResource(r -> r.resourceId(account).tags(tag("a", "b"))),
                        () -> member.untagResource(r -> r.resourceId(account).tagKeys("a")),
                        () -> member.listTagsForResource(r -> r.resourceId(account)),
                        () -> member.listCreateAccountStatus(r -> {}));
        for (var call : calls) {
            assertEquals("AccessDeniedException", code(call));
        }
        assertEquals(
                house.account(), member.describeOrganization().organization().masterAccountId());
    }
}
