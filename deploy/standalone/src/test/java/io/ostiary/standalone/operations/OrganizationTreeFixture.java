package io.ostiary.standalone.operations;

import static io.ostiary.standalone.lesson.Client.refusal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.ostiary.standalone.lesson.Client.Refusal;
import io.ostiary.standalone.lesson.RunningHouse;

import org.junit.jupiter.api.function.Executable;

import software.amazon.awssdk.services.organizations.OrganizationsClient;
import software.amazon.awssdk.services.organizations.model.Account;
import software.amazon.awssdk.services.organizations.model.Child;
import software.amazon.awssdk.services.organizations.model.ChildType;
import software.amazon.awssdk.services.organizations.model.InvalidInputException;
import software.amazon.awssdk.services.organizations.model.OrganizationalUnit;
import software.amazon.awssdk.services.organizations.model.Parent;
import software.amazon.awssdk.services.organizations.model.ParentType;
import software.amazon.awssdk.services.organizations.model.Tag;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** The tree of the house's organization, by AWS's own client. */
abstract class OrganizationTreeFixture {

    static final String NO_UNIT = "ou-none-none0000";
    static final String NO_ACCOUNT = "999999999999";
    static final Refusal NO_SUCH_ACCOUNT =
            new Refusal(
                    400,
                    "AccountNotFoundException",
                    "You specified an account that doesn't exist.");
    static final Refusal NO_SUCH_UNIT =
            new Refusal(
                    400,
                    "OrganizationalUnitNotFoundException",
                    "You specified an organizational unit that doesn't exist.");

    final RunningHouse house;
    final OrganizationsClient organizations;
    final String root;

    OrganizationTreeFixture(RunningHouse house) {
        this.house = house;
        organizations = house.root().organizations();
        root = organizations.listRoots(r -> {}).roots().getFirst().id();
    }

    OrganizationalUnit create(String parentId, String name, Tag... tags) {
        return organizations
                .createOrganizationalUnit(r -> r.parentId(parentId).name(name).tags(tags))
                .organizationalUnit();
    }

    static Tag tag(String key, String value) {
        return Tag.builder().key(key).value(value).build();
    }

    String code(Executable call) {
        return refusal(call).code();
    }

    static Parent parent(String id, ParentType type) {
        return Parent.builder().id(id).type(type).build();
    }

    List<Parent> parents(String childId) {
        return organizations.listParentsPaginator(r -> r.childId(childId)).stream()
                .flatMap(page -> page.parents().stream())
                .toList();
    }

    Set<String> children(String parentId, ChildType type) {
        return organizations
                .listChildrenPaginator(r -> r.parentId(parentId).childType(type).maxResults(1))
                .stream()
                .flatMap(page -> page.children().stream())
                .map(Child::id)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    void move(String account, String from, String to) {
        organizations.moveAccount(
                r -> r.accountId(account).sourceParentId(from).destinationParentId(to));
    }

    Account described(String account) {
        return organizations.describeAccount(r -> r.accountId(account)).account();
    }

    static void assertInvalid(String reason, Executable call) {
        assertEquals(reason, assertThrows(InvalidInputException.class, call).reasonAsString());
    }

    List<Tag> tags(String id) {
        return organizations.listTagsForResourcePaginator(r -> r.resourceId(id)).tags().stream()
                .toList();
    }
}
