package io.ostiary.writer.organization;

import static io.ostiary.state.decide.CommandResult.accepted;
import static io.ostiary.state.decide.CommandResult.rejected;

import io.ostiary.contract.command.OrganizationCommand.CreateOrganizationalUnit;
import io.ostiary.contract.command.OrganizationCommand.DeleteOrganizationalUnit;
import io.ostiary.contract.command.OrganizationCommand.MoveAccount;
import io.ostiary.contract.command.OrganizationCommand.TagResource;
import io.ostiary.contract.command.OrganizationCommand.UntagResource;
import io.ostiary.contract.command.OrganizationCommand.UpdateOrganizationalUnit;
import io.ostiary.contract.error.AwsError;
import io.ostiary.contract.error.OrganizationsError.Conflict;
import io.ostiary.contract.error.OrganizationsError.ConstraintViolation;
import io.ostiary.contract.event.Event;
import io.ostiary.contract.event.OrganizationEvent.AccountMoved;
import io.ostiary.contract.event.OrganizationEvent.OrganizationPartTagged;
import io.ostiary.contract.event.OrganizationEvent.OrganizationPartUntagged;
import io.ostiary.contract.event.OrganizationEvent.OrganizationalUnitCreated;
import io.ostiary.contract.event.OrganizationEvent.OrganizationalUnitDeleted;
import io.ostiary.contract.event.OrganizationEvent.OrganizationalUnitRenamed;
import io.ostiary.contract.result.OrganizationResult.CreateOrganizationalUnitResult;
import io.ostiary.contract.result.OrganizationResult.UpdateOrganizationalUnitResult;
import io.ostiary.contract.shape.Tag;
import io.ostiary.state.decide.CommandResult;
import io.ostiary.state.decide.Effects;
import io.ostiary.state.entity.MemberAccount;
import io.ostiary.state.entity.OrganizationChild;
import io.ostiary.state.entity.OrganizationChild.Kind;
import io.ostiary.state.entity.OrganizationPart;
import io.ostiary.state.entity.OrganizationalUnit;
import io.ostiary.state.entity.Table;
import io.ostiary.state.entity.TagKeys;
import io.ostiary.state.shape.OrganizationShapes;
import io.ostiary.state.view.OrganizationTree;
import io.ostiary.writer.rule.Lookup;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;

/** The rules of an organization's tree: units, where accounts lie, and what is tagged. */
final class TreeDecider {
    /** Organizations User Guide, "Quotas and service limits", Number of OUs in an organization. */
    static final int MAX_UNITS = 2_000;

    /** The same page: "Five levels of OUs deep under a root". */
    static final int MAX_DEPTH = 5;

    private static final int UNIT_ID_RANDOM = 8;

    private TreeDecider() {}

    static CommandResult create(
            OrganizationTree tree, CreateOrganizationalUnit command, Effects effects) {
        AwsError problem = problem(tree, command);
        if (problem != null) {
            return rejected(problem);
        }
        var unit =
                new OrganizationalUnit(
                        freshId(tree, effects), command.parentId(), command.name(), command.tags());
        List<Event> events = new ArrayList<>(2);
        events.add(
                new OrganizationalUnitCreated(
                        unit.id(), unit.parentId(), unit.name(), effects.now()));
        if (!unit.tags().isEmpty()) {
            events.add(new OrganizationPartTagged(unit.id(), unit.tags()));
        }
        return accepted(
                new CreateOrganizationalUnitResult(OrganizationShapes.unit(tree, unit)), events);
    }

    private static @Nullable AwsError problem(
            OrganizationTree tree, CreateOrganizationalUnit command) {
        String parentId = command.parentId();
        if (!tree.isParent(parentId)) {
            return Conflict.PARENT_NOT_FOUND.error();
        }
        AwsError tags = OrganizationTags.problem(List.of(), command.tags());
        if (tags != null) {
            return tags;
        }
        if (isTaken(tree, parentId, command.name())) {
            return Conflict.DUPLICATE_UNIT.error();
        }
        if (tree.depth(parentId) >= MAX_DEPTH) {
            // As AWS told a user of org-formation/org-formation-cli#368.
            return new ConstraintViolation(
                    "OU_DEPTH_LIMIT_EXCEEDED",
                    "You cannot add an organizational unit to the specified parent because it"
                            + " would exceed the max depth allowed.");
        }
        // The text is the API reference's word for the reason.
        return tree.account().count(Table.ORGANIZATIONAL_UNITS) >= MAX_UNITS
                ? new ConstraintViolation(
                        "OU_NUMBER_LIMIT_EXCEEDED",
                        "You attempted to exceed the number of OUs that you can have in an"
                                + " organization.")
                : null;
    }

    /**
     * "OU names must be unique within a parent OU or root" (AWS CloudControl,
     * AWS::Organizations::OrganizationalUnit). That Dev and dev are two names is ours: nothing was
     * found that says so. Looks at all siblings, of which there are no more than units.
     */
    private static boolean isTaken(OrganizationTree tree, String parentId, String name) {
        for (OrganizationChild child : tree.children(parentId, Kind.ORGANIZATIONAL_UNIT)) {
            OrganizationalUnit sibling = tree.unit(child.id());
            if (sibling != null && sibling.name().equals(name)) {
                return true;
            }
        }
        return false;
    }

    /** ou-, the root's characters, and eight of its own (Organizations API Reference). */
    private static String freshId(OrganizationTree tree, Effects effects) {
        String prefix = tree.organization().rootId().replaceFirst("^r-", "ou-") + "-";
        String id;
        do {
            id = prefix + effects.ids().nextToken(UNIT_ID_RANDOM);
        } while (tree.unit(id) != null);
        return id;
    }

    /**
     * A unit's own name is taken, too (as getmoto/moto has it, test_organizations_boto3.py); who
     * gives none changes nothing.
     */
    static CommandResult update(OrganizationTree tree, UpdateOrganizationalUnit command) {
        return unit(tree, command.organizationalUnitId())
                .then(
                        unit -> {
                            String name = command.name();
                            if (name == null) {
                                return accepted(updated(tree, unit));
                            }
                            return isTaken(tree, unit.parentId(), name)
                                    ? rejected(Conflict.DUPLICATE_UNIT.error())
                                    : accepted(
                                            updated(tree, unit.named(name)),
                                            new OrganizationalUnitRenamed(unit.id(), name));
                        });
    }

    private static UpdateOrganizationalUnitResult updated(
            OrganizationTree tree, OrganizationalUnit unit) {
        return new UpdateOrganizationalUnitResult(OrganizationShapes.unit(tree, unit));
    }

    static CommandResult delete(OrganizationTree tree, DeleteOrganizationalUnit command) {
        return unit(tree, command.organizationalUnitId())
                .then(
                        unit ->
                                tree.isEmpty(unit.id())
                                        ? accepted(new OrganizationalUnitDeleted(unit.id()))
                                        : rejected(Conflict.UNIT_NOT_EMPTY.error()));
    }

    private static Lookup<OrganizationalUnit> unit(OrganizationTree tree, String id) {
        return Lookup.of(tree.unit(id), Conflict.UNIT_NOT_FOUND.error());
    }

    /**
     * An account that does not lie in the source is answered as one that does not exist (as users
     * met it); one that is moved to where it is, as a duplicate (openshift/osdctl#190).
     */
    static CommandResult move(OrganizationTree tree, MoveAccount command) {
        if (!tree.isParent(command.sourceParentId())) {
            return rejected(Conflict.SOURCE_NOT_FOUND.error());
        }
        if (!tree.isParent(command.destinationParentId())) {
            return rejected(Conflict.DESTINATION_NOT_FOUND.error());
        }
        MemberAccount member = tree.member(command.accountId());
        if (member == null || !member.parentId().equals(command.sourceParentId())) {
            return rejected(Conflict.ACCOUNT_NOT_FOUND.error());
        }
        return member.parentId().equals(command.destinationParentId())
                ? rejected(Conflict.DUPLICATE_ACCOUNT.error())
                : accepted(new AccountMoved(member.id(), command.destinationParentId()));
    }

    static CommandResult tag(OrganizationTree tree, TagResource command) {
        return part(tree, command.resourceId())
                .then(
                        part -> {
                            AwsError problem =
                                    OrganizationTags.problem(part.tags(), command.tags());
                            if (problem != null) {
                                return rejected(problem);
                            }
                            List<Tag> tags =
                                    TagKeys.CASE_SENSITIVE.with(part.tags(), command.tags());
                            return tags.equals(part.tags())
                                    ? accepted()
                                    : accepted(
                                            new OrganizationPartTagged(
                                                    part.partId(), command.tags()));
                        });
    }

    static CommandResult untag(OrganizationTree tree, UntagResource command) {
        return part(tree, command.resourceId())
                .then(
                        part -> {
                            AwsError problem = OrganizationTags.removalProblem(command.tagKeys());
                            if (problem != null) {
                                return rejected(problem);
                            }
                            List<Tag> tags =
                                    TagKeys.CASE_SENSITIVE.without(part.tags(), command.tagKeys());
                            return tags.equals(part.tags())
                                    ? accepted()
                                    : accepted(
                                            new OrganizationPartUntagged(
                                                    part.partId(), command.tagKeys()));
                        });
    }

    private static Lookup<OrganizationPart> part(OrganizationTree tree, String id) {
        return Lookup.of(tree.part(id), Conflict.TARGET_NOT_FOUND.error());
    }
}
