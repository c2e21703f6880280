package io.ostiary.projection.query;

import static io.ostiary.projection.query.OrganizationQueries.upTo;
import static io.ostiary.projection.query.Replies.found;
import static io.ostiary.projection.query.Replies.refused;

import io.ostiary.contract.error.OrganizationsError.Conflict;
import io.ostiary.contract.error.OrganizationsError.CreateAccountStatusNotFound;
import io.ostiary.contract.port.Projection.Reply;
import io.ostiary.contract.port.Revealed;
import io.ostiary.contract.query.OrganizationQuery.DescribeAccount;
import io.ostiary.contract.query.OrganizationQuery.DescribeCreateAccountStatus;
import io.ostiary.contract.query.OrganizationQuery.DescribeOrganizationalUnit;
import io.ostiary.contract.query.OrganizationQuery.DescribePolicy;
import io.ostiary.contract.query.OrganizationQuery.ListAccounts;
import io.ostiary.contract.query.OrganizationQuery.ListAccountsForParent;
import io.ostiary.contract.query.OrganizationQuery.ListChildren;
import io.ostiary.contract.query.OrganizationQuery.ListCreateAccountStatus;
import io.ostiary.contract.query.OrganizationQuery.ListOrganizationalUnitsForParent;
import io.ostiary.contract.query.OrganizationQuery.ListParents;
import io.ostiary.contract.query.OrganizationQuery.ListPolicies;
import io.ostiary.contract.query.OrganizationQuery.ListPoliciesForTarget;
import io.ostiary.contract.query.OrganizationQuery.ListRoots;
import io.ostiary.contract.query.OrganizationQuery.ListTagsForResource;
import io.ostiary.contract.query.OrganizationQuery.ListTargetsForPolicy;
import io.ostiary.contract.query.OrganizationQuery.ManagementQuery;
import io.ostiary.contract.result.OrganizationResult.DescribeAccountResult;
import io.ostiary.contract.result.OrganizationResult.DescribeCreateAccountStatusResult;
import io.ostiary.contract.result.OrganizationResult.DescribeOrganizationalUnitResult;
import io.ostiary.contract.result.OrganizationResult.ListAccountsForParentResult;
import io.ostiary.contract.result.OrganizationResult.ListAccountsResult;
import io.ostiary.contract.result.OrganizationResult.ListChildrenResult;
import io.ostiary.contract.result.OrganizationResult.ListCreateAccountStatusResult;
import io.ostiary.contract.result.OrganizationResult.ListOrganizationalUnitsForParentResult;
import io.ostiary.contract.result.OrganizationResult.ListParentsResult;
import io.ostiary.contract.result.OrganizationResult.ListRootsResult;
import io.ostiary.contract.result.OrganizationResult.ListTagsForResourceResult;
import io.ostiary.state.entity.AccountCreation;
import io.ostiary.state.entity.MemberAccount;
import io.ostiary.state.entity.OrganizationChild;
import io.ostiary.state.entity.OrganizationChild.Kind;
import io.ostiary.state.entity.OrganizationPart;
import io.ostiary.state.entity.OrganizationalUnit;
import io.ostiary.state.entity.Table;
import io.ostiary.state.shape.OrganizationShapes;
import io.ostiary.state.view.AccountView;
import io.ostiary.state.view.OrganizationTree;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * What an organization's management account is told of it.
 *
 * <p>Accounts are opened after the call that wanted them was answered, so nobody has awaited the
 * events that say so: neither the new account's nor those that tell the management account. Answers
 * that tell of them reveal them.
 *
 * @param tree of the account that asks
 */
record ManagementQueries(OrganizationTree tree) {

    /** Organizations model, MaxResults: 1 to 20. */
    private static final int MAX_RESULTS = 20;

    Reply answer(ManagementQuery query) {
        return switch (query) {
            case DescribeCreateAccountStatus describe -> describeCreateAccountStatus(describe);
            case ListCreateAccountStatus list -> listCreateAccountStatus(list);
            case DescribeAccount describe -> describeAccount(describe);
            case ListAccounts list -> listAccounts(list);
            // There is one root, so a second page would be empty.
            case ListRoots _ ->
                    found(new ListRootsResult(null, List.of(OrganizationShapes.root(tree))));
            case DescribeOrganizationalUnit describe -> describeUnit(describe);
            case ListOrganizationalUnitsForParent list -> listUnits(list);
            case ListAccountsForParent list -> listAccounts(list);
            case ListChildren list -> listChildren(list);
            case ListParents list -> listParents(list);
            case ListTagsForResource list -> listTags(list);
            case DescribePolicy describe -> policies().describe(describe);
            case ListPolicies list -> policies().list(list);
            case ListPoliciesForTarget list -> policies().list(list);
            case ListTargetsForPolicy list -> policies().list(list);
        };
    }

    private AccountView account() {
        return tree.account();
    }

    private OrganizationPolicyQueries policies() {
        return new OrganizationPolicyQueries(tree);
    }

    static int size(@Nullable Integer maxResults) {
        return maxResults == null ? MAX_RESULTS : Math.clamp(maxResults, 1, MAX_RESULTS);
    }

    private Reply describeCreateAccountStatus(DescribeCreateAccountStatus query) {
        AccountCreation creation =
                account().find(Table.ACCOUNT_CREATIONS, query.createAccountRequestId());
        return creation == null
                ? refused(
                        new CreateAccountStatusNotFound(
                                "We can't find a create account request with the"
                                        + " CreateAccountRequestId that you specified."))
                : found(
                        new DescribeCreateAccountStatusResult(
                                OrganizationShapes.createAccountStatus(creation)),
                        revealedCreations(List.of(creation)));
    }

    private Reply listCreateAccountStatus(ListCreateAccountStatus query) {
        var page =
                Page.of(
                        Filtered.by(
                                account()
                                        .scan(
                                                Table.ACCOUNT_CREATIONS,
                                                "",
                                                Page.after(query.nextToken())),
                                creation ->
                                        query.states().isEmpty()
                                                || query.states().contains(state(creation))),
                        AccountCreation::key,
                        size(query.maxResults()));
        return found(
                new ListCreateAccountStatusResult(
                        page.map(OrganizationShapes::createAccountStatus), page.marker()),
                revealedCreations(page.items()));
    }

    private static String state(AccountCreation creation) {
        return Objects.requireNonNull(OrganizationShapes.createAccountStatus(creation).state());
    }

    private Reply describeAccount(DescribeAccount query) {
        MemberAccount member = tree.member(query.accountId());
        return member == null
                ? refused(Conflict.ACCOUNT_NOT_FOUND.error())
                : found(
                        new DescribeAccountResult(OrganizationShapes.account(tree, member)),
                        revealed(List.of(member)));
    }

    private Reply listAccounts(ListAccounts query) {
        var page =
                Page.of(
                        account().scan(Table.MEMBER_ACCOUNTS, "", Page.after(query.nextToken())),
                        MemberAccount::key,
                        size(query.maxResults()));
        return found(
                new ListAccountsResult(
                        page.map(member -> OrganizationShapes.account(tree, member)),
                        page.marker()),
                revealed(page.items()));
    }

    private Reply listAccounts(ListAccountsForParent query) {
        if (!tree.isParent(query.parentId())) {
            return refused(Conflict.PARENT_NOT_FOUND.error());
        }
        var page = page(query.parentId(), Kind.ACCOUNT, query.nextToken(), query.maxResults());
        List<MemberAccount> members = members(page);
        return found(
                new ListAccountsForParentResult(
                        members.stream()
                                .map(member -> OrganizationShapes.account(tree, member))
                                .toList(),
                        page.marker()),
                revealed(members));
    }

    private Reply listUnits(ListOrganizationalUnitsForParent query) {
        if (!tree.isParent(query.parentId())) {
            return refused(Conflict.PARENT_NOT_FOUND.error());
        }
        var page =
                page(
                        query.parentId(),
                        Kind.ORGANIZATIONAL_UNIT,
                        query.nextToken(),
                        query.maxResults());
        return found(
                new ListOrganizationalUnitsForParentResult(
                        page.marker(),
                        page.items().stream()
                                .map(child -> Objects.requireNonNull(tree.unit(child.id())))
                                .map(unit -> OrganizationShapes.unit(tree, unit))
                                .toList()));
    }

    private Reply listChildren(ListChildren query) {
        if (!tree.isParent(query.parentId())) {
            return refused(Conflict.PARENT_NOT_FOUND.error());
        }
        var kind = Kind.valueOf(query.childType());
        var page = page(query.parentId(), kind, query.nextToken(), query.maxResults());
        return found(
                new ListChildrenResult(page.map(OrganizationShapes::child), page.marker()),
                switch (kind) {
                    case ACCOUNT -> revealed(members(page));
                    case ORGANIZATIONAL_UNIT -> List.of();
                });
    }

    private Page<OrganizationChild> page(
            String parentId, Kind kind, @Nullable String token, @Nullable Integer maxResults) {
        return Page.of(
                tree.children(parentId, kind, Page.after(token)),
                OrganizationChild::id,
                size(maxResults));
    }

    private List<MemberAccount> members(Page<OrganizationChild> page) {
        return page.map(child -> Objects.requireNonNull(tree.member(child.id())));
    }

    private Reply describeUnit(DescribeOrganizationalUnit query) {
        OrganizationalUnit unit = tree.unit(query.organizationalUnitId());
        return unit == null
                ? refused(Conflict.UNIT_NOT_FOUND.error())
                : found(new DescribeOrganizationalUnitResult(OrganizationShapes.unit(tree, unit)));
    }

    /** "In the current release, a child can have only a single parent" (ListParents). */
    private Reply listParents(ListParents query) {
        OrganizationalUnit unit = tree.unit(query.childId());
        if (unit != null) {
            return found(parents(unit.parentId()));
        }
        MemberAccount member = tree.member(query.childId());
        return member == null
                ? refused(Conflict.CHILD_NOT_FOUND.error())
                : found(parents(member.parentId()), revealed(List.of(member)));
    }

    private ListParentsResult parents(String parentId) {
        return new ListParentsResult(null, List.of(OrganizationShapes.parent(tree, parentId)));
    }

    /** The operation has no MaxResults, and a part has fifty tags at most: one page holds them. */
    private Reply listTags(ListTagsForResource query) {
        OrganizationPart part = tree.part(query.resourceId());
        return part == null
                ? refused(Conflict.TARGET_NOT_FOUND.error())
                : found(
                        new ListTagsForResourceResult(null, part.tags()),
                        part instanceof MemberAccount member
                                ? revealed(List.of(member))
                                : List.of());
    }

    private List<Revealed> revealed(List<MemberAccount> members) {
        var revealed = new ArrayList<Revealed>(members.size() + 1);
        revealed.add(upTo(account()));
        for (MemberAccount member : members) {
            if (!member.id().equals(account().id())) {
                revealed.add(new Revealed(member.id(), member.openRevision()));
            }
        }
        return revealed;
    }

    /** One that is on its way tells nothing that the call that wanted it has not told. */
    private List<Revealed> revealedCreations(List<AccountCreation> creations) {
        var revealed = new ArrayList<Revealed>(creations.size() + 1);
        if (creations.stream().anyMatch(creation -> creation.completedAt() != null)) {
            revealed.add(upTo(account()));
        }
        for (AccountCreation creation : creations) {
            if (creation.succeeded()) {
                revealed.add(new Revealed(creation.account(), creation.openRevision()));
            }
        }
        return revealed;
    }
}
