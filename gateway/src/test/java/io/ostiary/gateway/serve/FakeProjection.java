package io.ostiary.gateway.serve;

import io.ostiary.contract.command.Actor;
import io.ostiary.contract.error.CommonError;
import io.ostiary.contract.error.IamError.NoSuchEntity;
import io.ostiary.contract.error.IamError.Subject;
import io.ostiary.contract.error.OrganizationsError.OrganizationNotInUse;
import io.ostiary.contract.id.AccountId;
import io.ostiary.contract.port.Projection;
import io.ostiary.contract.port.Revealed;
import io.ostiary.contract.query.OrganizationQuery;
import io.ostiary.contract.query.OrganizationQuery.ListAccounts;
import io.ostiary.contract.query.Query;
import io.ostiary.contract.query.UserQuery.GetUser;
import io.ostiary.contract.query.UserQuery.ListUsers;
import io.ostiary.contract.result.OrganizationResult.ListAccountsResult;
import io.ostiary.contract.result.UserResult.GetUserResult;
import io.ostiary.contract.result.UserResult.ListUsersResult;
import io.ostiary.contract.shape.Tag;
import io.ostiary.contract.shape.User;

import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;

/** Knows the user alice, and lists that always have another page. Keeps what it was asked. */
final class FakeProjection implements Projection {

    final List<Query> queries = new CopyOnWriteArrayList<>();

    /** By lists of accounts. */
    volatile List<Revealed> revealed = List.of();

    @Override
    public CompletionStage<Reply> query(AccountId account, Actor actor, Query query) {
        queries.add(query);
        return CompletableFuture.completedFuture(
                switch (query) {
                    case GetUser get
                            when "alice".equals(get.userName()) || get.userName() == null ->
                            new Reply.Found(new GetUserResult(user(account)));
                    case GetUser get ->
                            new Reply.Refused(
                                    NoSuchEntity.named(Subject.USER, "" + get.userName()));
                    case ListUsers list ->
                            new Reply.Found(
                                    new ListUsersResult(
                                            true,
                                            "position-" + list.marker(),
                                            List.of(user(account))));
                    case ListAccounts _ ->
                            new Reply.Found(
                                    new ListAccountsResult(List.of(), "position"), revealed);
                    case OrganizationQuery _ ->
                            new Reply.Refused(
                                    new OrganizationNotInUse("Your account is no member."));
                    default -> new Reply.Refused(CommonError.accessDenied("not in this test"));
                });
    }

    private static User user(AccountId account) {
        return new User(
                "arn:aws:iam::" + account + ":user/alice",
                Instant.parse("2026-01-01T00:00:00Z"),
                null,
                "/",
                null,
                List.of(new Tag("a<b", "\"x\" & {y}")),
                "AIDATEST",
                "alice");
    }
}
