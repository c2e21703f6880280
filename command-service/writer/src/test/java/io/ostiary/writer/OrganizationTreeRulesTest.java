package io.ostiary.writer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ostiary.contract.command.Command;
import io.ostiary.contract.command.OrganizationCommand.CreateOrganization;
import io.ostiary.contract.command.OrganizationCommand.CreateOrganizationalUnit;
import io.ostiary.contract.command.OrganizationCommand.DeleteOrganizationalUnit;
import io.ostiary.contract.command.OrganizationCommand.MoveAccount;
import io.ostiary.contract.command.OrganizationCommand.TagResource;
import io.ostiary.contract.command.OrganizationCommand.UntagResource;
import io.ostiary.contract.command.OrganizationCommand.UpdateOrganizationalUnit;
import io.ostiary.contract.error.OrganizationsError.Conflict;
import io.ostiary.contract.error.OrganizationsError.ConstraintViolation;
import io.ostiary.contract.event.Event;
import io.ostiary.contract.event.OrganizationEvent.AccountCreationStarted;
import io.ostiary.contract.event.OrganizationEvent.AccountCreationSucceeded;
import io.ostiary.contract.event.OrganizationEvent.AccountMoved;
import io.ostiary.contract.event.OrganizationEvent.OrganizationCreated;
import io.ostiary.contract.event.OrganizationEvent.OrganizationPartTagged;
import io.ostiary.contract.event.OrganizationEvent.OrganizationPartUntagged;
import io.ostiary.contract.event.OrganizationEvent.OrganizationalUnitCreated;
import io.ostiary.contract.event.OrganizationEvent.OrganizationalUnitDeleted;
import io.ostiary.contract.event.OrganizationEvent.OrganizationalUnitRenamed;
import io.ostiary.contract.id.AccountId;
import io.ostiary.contract.result.OrganizationResult.UpdateOrganizationalUnitResult;
import io.ostiary.contract.shape.OrganizationalUnit;
import io.ostiary.contract.shape.Tag;
import io.ostiary.state.entity.Table;
import io.ostiary.state.view.AccountState;
import io.ostiary.state.view.OrganizationTree;
import io.ostiary.testkit.AccountScenario;
import io.ostiary.testkit.FixedEffects;

import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;

/** Units, where accounts lie, and tags (Organizations API Reference). */
class OrganizationTreeRulesTest {
    private static final String ROOT = "r-abcd";
    private static final String DEV = "ou-abcd-dev00000";
    private static final String OPS = "ou-abcd-ops00000";
    private static final String NONE = "ou-abcd-none0000";
    private static final AccountId MEMBER = new AccountId("444455556666");

    private static OrganizationalUnitCreated unit(String id, String parentId, String name) {
        return new OrganizationalUnitCreated(id, parentId, name, FixedEffects.START);
    }

    private static CreateOrganizationalUnit create(String parentId, String name, Tag... tags) {
        return new CreateOrganizationalUnit(name, parentId, List.of(tags));
    }

    /** An organization with the units Dev and Ops under its root. */
    private static AccountScenario organization(Event... more) {
        return Rules.account()
                .given(new OrganizationCreated("o-abcdefghij", ROOT, "ALL", FixedEffects.START))
                .given(unit(DEV, ROOT, "Dev"), unit(OPS, ROOT, "Ops"))
                .given(more);
    }

    /** With an account from a log that knows of no units. */
    private static AccountScenario withMember() {
        return organization(
                new AccountCreationStarted(
                        "car-1",
                        MEMBER,
                        "member",
                        "member@example.org",
                        "Role",
                        List.of(new Tag("stage", "test")),
                        FixedEffects.START),
                new AccountCreationSucceeded("car-1", 3, FixedEffects.START));
    }

    private static String path(AccountScenario scenario, String id) {
        return Objects.requireNonNull(OrganizationTree.of(scenario.state())).path(id);
    }

    @Test
    void onlyWhoManagesAnOrganizationMayDoAnyOfIt() {
        for (Command command : everything()) {
            Rules.account().when(command).thenRejected("AWSOrganizationsNotInUseException");
        }
    }

    private static List<Command> everything() {
        return List.of(
                create(ROOT, "New"),
                new UpdateOrganizationalUnit("New", DEV),
                new DeleteOrganizationalUnit(DEV),
                new MoveAccount(MEMBER.value(), DEV, ROOT),
                new TagResource(DEV, List.of(new Tag("a", "b"))),
                new UntagResource(DEV, List.of("a")));
    }

    @Test
    void aUnitCarriesTheCharactersOfItsRootInItsId() {
        var scenario = Rules.account().done(new CreateOrganization(null));
        String root = Objects.requireNonNull(scenario.state().organization()).rootId();
        scenario.when(create(root, "Dev", new Tag("a", "1"), new Tag("A", "2"))).thenAccepted();
        var unit = scenario.state().scan(Table.ORGANIZATIONAL_UNITS, "").iterator().next();
        assertTrue(unit.id().matches("ou-" + root.substring(2) + "-[a-z0-9]{8}"), unit.id());
        assertEquals(List.of(new Tag("a", "1"), new Tag("A", "2")), unit.tags());
    }

    @Test
    void aNameIsTakenUnderOneParentOnly() {
        organization()
                .when(create(ROOT, "Dev"))
                .thenRejected(Conflict.DUPLICATE_UNIT.error())
                .done(create(OPS, "Dev"), create(ROOT, "dev"))
                .when(create(NONE, "New"))
                .thenRejected(Conflict.PARENT_NOT_FOUND.error());
    }

    @Test
    void fiveUnitsLieAboveOneAnotherAndNotSix() {
        String parent = ROOT;
        var scenario = organization();
        for (int level = 1; level <= 5; level++) {
            String id = "ou-abcd-level00" + level;
            scenario.given(unit(id, parent, "Level" + level));
            parent = id;
        }
        assertEquals(
                "o-abcdefghij/r-abcd/ou-abcd-level001/ou-abcd-level002/ou-abcd-level003/"
                        + "ou-abcd-level004/ou-abcd-level005/",
                path(scenario, parent));
        scenario.when(create(parent, "Level6"))
                .thenRejected(
                        new ConstraintViolation(
                                "OU_DEPTH_LIMIT_EXCEEDED",
                                "You cannot add an organizational unit to the specified parent"
                                        + " because it would exceed the max depth allowed."))
                .done(create("ou-abcd-level004", "Beside"));
    }

    @Test
    void thereAreNoMoreThanTwoThousandUnits() {
        var events = new ArrayList<Event>();
        for (int i = 2; i < 2_000; i++) {
            events.add(unit("ou-abcd-%08d".formatted(i), ROOT, "Unit " + i));
        }
        organization(events.toArray(Event[]::new))
                .whenInFullAccount(create(DEV, "One more"))
                .thenRejected("ConstraintViolationException");
    }

    @Test
    void aUnitIsRenamedAndStaysWhereItIs() {
        organization()
                .when(new UpdateOrganizationalUnit("Development", DEV))
                .thenAccepted(new OrganizationalUnitRenamed(DEV, "Development"))
                .when(new UpdateOrganizationalUnit(null, DEV))
                .thenResult(
                        new UpdateOrganizationalUnitResult(
                                new OrganizationalUnit(
                                        "arn:aws:organizations::111122223333:ou/o-abcdefghij/"
                                                + DEV,
                                        DEV,
                                        "Development",
                                        "o-abcdefghij/r-abcd/" + DEV + "/")))
                .when(new UpdateOrganizationalUnit("Ops", DEV))
                .thenRejected(Conflict.DUPLICATE_UNIT.error())
                .when(new UpdateOrganizationalUnit("New", NONE))
                .thenRejected(Conflict.UNIT_NOT_FOUND.error());
    }

    @Test
    void aUnitIsDeletedWhenNothingLiesUnderIt() {
        String child = "ou-abcd-child000";
        withMember()
                .given(unit(child, DEV, "Child"), new AccountMoved(MEMBER, OPS))
                .when(new DeleteOrganizationalUnit(DEV))
                .thenRejected(Conflict.UNIT_NOT_EMPTY.error())
                .when(new DeleteOrganizationalUnit(OPS))
                .thenRejected(Conflict.UNIT_NOT_EMPTY.error())
                .when(new DeleteOrganizationalUnit(child))
                .thenAccepted(new OrganizationalUnitDeleted(child))
                .done(new DeleteOrganizationalUnit(DEV))
                .when(new DeleteOrganizationalUnit(DEV))
                .thenRejected(Conflict.UNIT_NOT_FOUND.error());
    }

    @Test
    void anAccountMovesFromWhereItIs() {
        String member = MEMBER.value();
        withMember()
                .when(new MoveAccount(member, DEV, ROOT))
                .thenAccepted(new AccountMoved(MEMBER, DEV))
                .when(new MoveAccount(member, DEV, ROOT))
                .thenRejected(Conflict.ACCOUNT_NOT_FOUND.error())
                .when(new MoveAccount(member, DEV, DEV))
                .thenRejected(Conflict.DUPLICATE_ACCOUNT.error())
                .when(new MoveAccount(member, NONE, DEV))
                .thenRejected(Conflict.DESTINATION_NOT_FOUND.error())
                .when(new MoveAccount(member, DEV, NONE))
                .thenRejected(Conflict.SOURCE_NOT_FOUND.error())
                .when(new MoveAccount("999999999999", OPS, DEV))
                .thenRejected(Conflict.ACCOUNT_NOT_FOUND.error())
                // The account that manages the others may lie in a unit as well.
                .done(new MoveAccount(AccountScenario.ACCOUNT.value(), OPS, ROOT))
                .done(new MoveAccount(member, ROOT, DEV));
    }

    @Test
    void accountsFromBeforeThereWereUnitsLieUnderTheRootWithTheirTags() {
        AccountState state = withMember().state();
        for (AccountId account : List.of(AccountScenario.ACCOUNT, MEMBER)) {
            var found = Objects.requireNonNull(state.find(Table.MEMBER_ACCOUNTS, account.value()));
            assertEquals(ROOT, found.parentId());
        }
        assertEquals(
                List.of(new Tag("stage", "test")),
                Objects.requireNonNull(state.find(Table.MEMBER_ACCOUNTS, MEMBER.value())).tags());
    }

    @Test
    void theRootUnitsAndAccountsAreTagged() {
        var scenario = withMember();
        for (String part : List.of(ROOT, DEV, MEMBER.value())) {
            var tags = List.of(new Tag("team", "a"), new Tag("Team", "b"));
            scenario.when(new TagResource(part, tags))
                    .thenAccepted(new OrganizationPartTagged(part, tags))
                    .when(new TagResource(part, tags))
                    .thenUnchanged()
                    .when(new UntagResource(part, List.of("Team", "other")))
                    .thenAccepted(new OrganizationPartUntagged(part, List.of("Team", "other")))
                    .when(new UntagResource(part, List.of("Team")))
                    .thenUnchanged();
        }
        for (String part : List.of(NONE, "r-zzzz", "999999999999", "p-policy12")) {
            scenario.when(new TagResource(part, List.of(new Tag("a", "b"))))
                    .thenRejected(Conflict.TARGET_NOT_FOUND.error())
                    .when(new UntagResource(part, List.of("a")))
                    .thenRejected(Conflict.TARGET_NOT_FOUND.error());
        }
    }

    @Test
    void tagsFollowTheRules() {
        List<Tag> fifty = IntStream.range(0, 50).mapToObj(i -> new Tag("key" + i, "")).toList();
        organization()
                .done(new TagResource(DEV, fifty), new TagResource(DEV, fifty))
                .when(new TagResource(DEV, List.of(new Tag("Key0", ""))))
                .thenRejected("ConstraintViolationException")
                .when(new TagResource(OPS, List.of(new Tag("a", "1"), new Tag("a", "2"))))
                .thenRejected("InvalidInputException")
                .when(new TagResource(OPS, List.of(new Tag("Aws:a", ""))))
                .thenRejected("InvalidInputException")
                .when(new UntagResource(OPS, List.of("aws:a")))
                .thenRejected("InvalidInputException")
                .when(create(ROOT, "New", new Tag("aws:a", "")))
                .thenRejected("InvalidInputException");
    }
}
