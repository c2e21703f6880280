package io.ostiary.state.apply;

import io.ostiary.contract.event.OrganizationEvent;
import io.ostiary.contract.event.OrganizationEvent.AccountCreationFailed;
import io.ostiary.contract.event.OrganizationEvent.AccountCreationStarted;
import io.ostiary.contract.event.OrganizationEvent.AccountCreationSucceeded;
import io.ostiary.contract.event.OrganizationEvent.AccountMoved;
import io.ostiary.contract.event.OrganizationEvent.MemberClosed;
import io.ostiary.contract.event.OrganizationEvent.MemberClosing;
import io.ostiary.contract.event.OrganizationEvent.MemberRemoved;
import io.ostiary.contract.event.OrganizationEvent.MemberReopened;
import io.ostiary.contract.event.OrganizationEvent.OrganizationCreated;
import io.ostiary.contract.event.OrganizationEvent.OrganizationPartTagged;
import io.ostiary.contract.event.OrganizationEvent.OrganizationPartUntagged;
import io.ostiary.contract.event.OrganizationEvent.OrganizationPolicyAttached;
import io.ostiary.contract.event.OrganizationEvent.OrganizationPolicyCreated;
import io.ostiary.contract.event.OrganizationEvent.OrganizationPolicyDeleted;
import io.ostiary.contract.event.OrganizationEvent.OrganizationPolicyDetached;
import io.ostiary.contract.event.OrganizationEvent.OrganizationPolicyUpdated;
import io.ostiary.contract.event.OrganizationEvent.OrganizationalUnitCreated;
import io.ostiary.contract.event.OrganizationEvent.OrganizationalUnitDeleted;
import io.ostiary.contract.event.OrganizationEvent.OrganizationalUnitRenamed;
import io.ostiary.contract.event.OrganizationEvent.PolicyTypeDisabled;
import io.ostiary.contract.event.OrganizationEvent.PolicyTypeEnabled;
import io.ostiary.contract.id.AccountId;
import io.ostiary.state.entity.Account;
import io.ostiary.state.entity.AccountCreation;
import io.ostiary.state.entity.MemberAccount;
import io.ostiary.state.entity.Organization;
import io.ostiary.state.entity.OrganizationChild;
import io.ostiary.state.entity.OrganizationPart;
import io.ostiary.state.entity.OrganizationalUnit;
import io.ostiary.state.entity.Table;
import io.ostiary.state.entity.TagKeys;
import io.ostiary.state.view.AccountView;
import io.ostiary.state.view.Changes;
import io.ostiary.state.view.Defect;
import io.ostiary.state.view.OrganizationTree;

import java.util.List;

final class OrganizationApplier {

    private OrganizationApplier() {}

    static Changes changes(AccountView view, OrganizationEvent event) {
        return switch (event) {
            case OrganizationCreated created -> {
                Account account = view.account();
                if (account == null) {
                    throw new Defect("an organization of an account that is not open");
                }
                yield joined(
                        Changes.none()
                                .put(
                                        new Organization(
                                                created.organizationId(),
                                                created.rootId(),
                                                created.featureSet(),
                                                created.at())),
                        new MemberAccount(
                                account.id(),
                                account.name(),
                                account.email(),
                                "INVITED",
                                created.at(),
                                0,
                                created.rootId(),
                                List.of()));
            }
            case AccountCreationStarted started ->
                    Changes.none()
                            .put(
                                    new AccountCreation(
                                            started.requestId(),
                                            started.account(),
                                            started.name(),
                                            started.email(),
                                            started.tags(),
                                            started.at(),
                                            null,
                                            null,
                                            0));
            case AccountCreationSucceeded succeeded -> {
                AccountCreation creation = creation(view, succeeded.requestId());
                // New accounts lie under the root, and so do those from before there were units.
                yield joined(
                        Changes.none()
                                .put(
                                        creation.succeeded(
                                                succeeded.at(), succeeded.accountRevision())),
                        new MemberAccount(
                                creation.account(),
                                creation.name(),
                                creation.email(),
                                "CREATED",
                                succeeded.at(),
                                succeeded.accountRevision(),
                                tree(view).organization().rootId(),
                                creation.tags()));
            }
            case AccountCreationFailed failed ->
                    Changes.none()
                            .put(
                                    creation(view, failed.requestId())
                                            .failed(failed.at(), failed.reason()));
            case MemberClosing closing ->
                    Changes.none().put(member(view, closing.account()).closing(closing.at()));
            case MemberClosed closed ->
                    Changes.none()
                            .put(member(view, closed.account()).closed(closed.accountRevision()));
            case MemberReopened reopened ->
                    Changes.none()
                            .put(
                                    member(view, reopened.account())
                                            .reopened(reopened.accountRevision()));
            case MemberRemoved removed -> {
                MemberAccount member = member(view, removed.account());
                yield policies(view)
                        .withoutTarget(
                                Changes.none().delete(member).delete(OrganizationChild.of(member)),
                                member.partId());
            }
            case OrganizationalUnitCreated created -> {
                var unit =
                        new OrganizationalUnit(
                                created.unitId(), created.parentId(), created.name(), List.of());
                parent(view, created.parentId());
                if (tree(view).unit(unit.id()) != null) {
                    throw new Defect("made twice: " + unit.id());
                }
                yield Changes.none().put(unit).put(OrganizationChild.of(unit));
            }
            case OrganizationalUnitRenamed renamed ->
                    Changes.none().put(unit(view, renamed.unitId()).named(renamed.name()));
            case OrganizationalUnitDeleted deleted -> {
                OrganizationalUnit unit = unit(view, deleted.unitId());
                if (!tree(view).isEmpty(unit.id())) {
                    throw new Defect("a unit that is not empty: " + unit.id());
                }
                yield policies(view)
                        .withoutTarget(
                                Changes.none().delete(unit).delete(OrganizationChild.of(unit)),
                                unit.id());
            }
            case AccountMoved moved -> {
                MemberAccount member = member(view, moved.account());
                parent(view, moved.parentId());
                MemberAccount there = member.under(moved.parentId());
                yield joined(Changes.none().delete(OrganizationChild.of(member)), there);
            }
            case OrganizationPartTagged tagged -> {
                OrganizationPart part = part(view, tagged.partId());
                yield Changes.none()
                        .put(
                                part.withTags(
                                        TagKeys.CASE_SENSITIVE.with(part.tags(), tagged.tags())));
            }
            case OrganizationPartUntagged untagged -> {
                OrganizationPart part = part(view, untagged.partId());
                yield Changes.none()
                        .put(
                                part.withTags(
                                        TagKeys.CASE_SENSITIVE.without(
                                                part.tags(), untagged.keys())));
            }
            case PolicyTypeEnabled enabled -> policies(view).enabled(enabled.type());
            case PolicyTypeDisabled disabled -> policies(view).disabled(disabled.type());
            case OrganizationPolicyCreated created -> policies(view).created(created);
            case OrganizationPolicyUpdated updated -> policies(view).updated(updated);
            case OrganizationPolicyDeleted deleted -> policies(view).deleted(deleted.policyId());
            case OrganizationPolicyAttached attached -> policies(view).attached(attached);
            case OrganizationPolicyDetached detached -> policies(view).detached(detached);
        };
    }

    private static Changes joined(Changes changes, MemberAccount member) {
        return changes.put(member).put(OrganizationChild.of(member));
    }

    private static OrganizationTree tree(AccountView view) {
        OrganizationTree tree = OrganizationTree.of(view);
        if (tree == null) {
            throw new Defect("no organization of " + view.id());
        }
        return tree;
    }

    private static OrganizationPolicyApplier policies(AccountView view) {
        return new OrganizationPolicyApplier(tree(view));
    }

    private static void parent(AccountView view, String id) {
        if (!tree(view).isParent(id)) {
            throw new Defect("no parent " + id);
        }
    }

    private static OrganizationalUnit unit(AccountView view, String id) {
        OrganizationalUnit unit = tree(view).unit(id);
        if (unit == null) {
            throw new Defect("no unit " + id);
        }
        return unit;
    }

    private static OrganizationPart part(AccountView view, String id) {
        OrganizationPart part = tree(view).part(id);
        if (part == null) {
            throw new Defect("no part " + id);
        }
        return part;
    }

    private static MemberAccount member(AccountView view, AccountId id) {
        MemberAccount member = view.find(Table.MEMBER_ACCOUNTS, id.value());
        if (member == null) {
            throw new Defect("no member " + id);
        }
        return member;
    }

    private static AccountCreation creation(AccountView view, String requestId) {
        AccountCreation creation = view.find(Table.ACCOUNT_CREATIONS, requestId);
        if (creation == null) {
            throw new Defect("no account creation " + requestId);
        }
        return creation;
    }
}
