package io.ostiary.projection.query;

import static io.ostiary.contract.error.IamError.Subject.USER;
import static io.ostiary.projection.query.Replies.found;
import static io.ostiary.projection.query.Replies.missing;
import static io.ostiary.projection.query.Replies.missingInlinePolicy;
import static io.ostiary.projection.query.Replies.refused;

import io.ostiary.contract.command.Actor;
import io.ostiary.contract.id.Arn;
import io.ostiary.contract.port.Projection.Reply;
import io.ostiary.contract.query.UserQuery;
import io.ostiary.contract.query.UserQuery.GetUser;
import io.ostiary.contract.query.UserQuery.GetUserPolicy;
import io.ostiary.contract.query.UserQuery.ListAttachedUserPolicies;
import io.ostiary.contract.query.UserQuery.ListGroupsForUser;
import io.ostiary.contract.query.UserQuery.ListUserPolicies;
import io.ostiary.contract.query.UserQuery.ListUserTags;
import io.ostiary.contract.query.UserQuery.ListUsers;
import io.ostiary.contract.result.UserResult.GetUserPolicyResult;
import io.ostiary.contract.result.UserResult.GetUserResult;
import io.ostiary.contract.result.UserResult.ListAttachedUserPoliciesResult;
import io.ostiary.contract.result.UserResult.ListGroupsForUserResult;
import io.ostiary.contract.result.UserResult.ListUserPoliciesResult;
import io.ostiary.contract.result.UserResult.ListUserTagsResult;
import io.ostiary.contract.result.UserResult.ListUsersResult;
import io.ostiary.contract.shape.User;
import io.ostiary.state.entity.Account;
import io.ostiary.state.entity.Attachments.InlinePolicy;
import io.ostiary.state.entity.Group;
import io.ostiary.state.entity.LastUse;
import io.ostiary.state.entity.Table;
import io.ostiary.state.shape.Shapes;
import io.ostiary.state.view.AccountView;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Objects;

/** What is told of users. */
final class UserQueries {

    private UserQueries() {}

    static Reply answer(AccountView account, Actor actor, UserQuery query) {
        return switch (query) {
            case GetUser get -> getUser(account, actor, get);
            case ListUsers list -> listUsers(account, list);
            case ListUserTags list -> listUserTags(account, list);
            case GetUserPolicy get -> getUserPolicy(account, get);
            case ListUserPolicies list -> listUserPolicies(account, list);
            case ListAttachedUserPolicies list -> listAttachedUserPolicies(account, list);
            case ListGroupsForUser list -> listGroupsForUser(account, list);
        };
    }

    static Reply getUser(AccountView account, Actor actor, GetUser query) {
        return switch (Owner.of(account, actor, query.userName())) {
            case Owner.AUser(var user) ->
                    found(
                            new GetUserResult(
                                    Shapes.user(account.id(), user, true, signIn(account, user))));
            case Owner.OfRoot() -> {
                Account opened = account.account();
                yield opened == null
                        ? missing(USER, "root")
                        : found(
                                new GetUserResult(
                                        root(opened, account.lastUse(account.id().value()))));
            }
            case Owner.Nobody(var error) -> refused(error);
        };
    }

    /**
     * AWS answers root with ARN, creation date and the account id as unique id: no path, though the
     * model requires it, and a user name only when the account has an alias (answers shown in
     * amazonka issue 102, grycap/scar issue 180, boto3 issue 4484).
     */
    private static User root(Account account, @Nullable LastUse signIn) {
        return new User(
                Arn.root(account.id()).toString(),
                account.openedAt(),
                signIn == null ? null : signIn.at(),
                null,
                null,
                List.of(),
                account.id().value(),
                null);
    }

    /** Most users have no password, and need no look at its use. */
    private static @Nullable LastUse signIn(
            AccountView account, io.ostiary.state.entity.User user) {
        return user.credentials().loginProfile() == null ? null : account.lastUse(user.id());
    }

    static Reply listUsers(AccountView account, ListUsers query) {
        var page =
                Page.of(
                        Filtered.byPath(
                                account.scan(Table.USERS, "", Page.after(query.marker())),
                                query.pathPrefix()),
                        io.ostiary.state.entity.User::key,
                        Page.size(query.maxItems()));
        return found(
                new ListUsersResult(
                        page.isTruncated(),
                        page.marker(),
                        page.map(
                                user ->
                                        Shapes.user(
                                                account.id(),
                                                user,
                                                false,
                                                signIn(account, user)))));
    }

    static Reply listUserTags(AccountView account, ListUserTags query) {
        var user = account.userNamed(query.userName());
        if (user == null) {
            return missing(USER, query.userName());
        }
        var page = HeldLists.tags(user, query.marker(), query.maxItems());
        return found(new ListUserTagsResult(page.isTruncated(), page.marker(), page.items()));
    }

    static Reply getUserPolicy(AccountView account, GetUserPolicy query) {
        var user = account.userNamed(query.userName());
        if (user == null) {
            return missing(USER, query.userName());
        }
        InlinePolicy policy = user.attachments().inlinePolicy(query.policyName());
        return policy == null
                ? missingInlinePolicy(USER, query.policyName())
                : found(new GetUserPolicyResult(policy.document(), policy.name(), user.name()));
    }

    static Reply listUserPolicies(AccountView account, ListUserPolicies query) {
        var user = account.userNamed(query.userName());
        if (user == null) {
            return missing(USER, query.userName());
        }
        var page = HeldLists.inlinePolicyNames(user, query.marker(), query.maxItems());
        return found(new ListUserPoliciesResult(page.isTruncated(), page.marker(), page.items()));
    }

    static Reply listAttachedUserPolicies(AccountView account, ListAttachedUserPolicies query) {
        var user = account.userNamed(query.userName());
        if (user == null) {
            return missing(USER, query.userName());
        }
        var page =
                HeldLists.attachedPolicies(
                        user, query.marker(), query.maxItems(), query.pathPrefix());
        return found(
                new ListAttachedUserPoliciesResult(
                        page.items(), page.isTruncated(), page.marker()));
    }

    static Reply listGroupsForUser(AccountView account, ListGroupsForUser query) {
        var user = account.userNamed(query.userName());
        if (user == null) {
            return missing(USER, query.userName());
        }
        List<Group> groups =
                user.groupIds().stream().map(account::groupById).filter(Objects::nonNull).toList();
        var page = Page.sorted(groups, Group::key, query.marker(), Page.size(query.maxItems()));
        return found(
                new ListGroupsForUserResult(
                        page.map(group -> Shapes.group(account.id(), group)),
                        page.isTruncated(),
                        page.marker()));
    }
}
