package io.ostiary.state.apply;

import io.ostiary.contract.event.OrganizationEvent;
import io.ostiary.contract.event.OrganizationEvent.AccountCreationFailed;
import io.ostiary.contract.event.OrganizationEvent.AccountCreationStarted;
import io.ostiary.contract.event.OrganizationEvent.AccountCreationSucceeded;
import io.ostiary.contract.event.OrganizationEvent.MemberClosed;
import io.ostiary.contract.event.OrganizationEvent.MemberClosing;
import io.ostiary.contract.event.OrganizationEvent.MemberRemoved;
import io.ostiary.contract.event.OrganizationEvent.MemberReopened;
import io.ostiary.contract.event.OrganizationEvent.OrganizationCreated;
import io.ostiary.contract.id.AccountId;
import io.ostiary.state.entity.Account;
import io.ostiary.state.entity.AccountCreation;
import io.ostiary.state.entity.MemberAccount;
import io.ostiary.state.entity.Organization;
import io.ostiary.state.entity.Table;
import io.ostiary.state.view.AccountView;
import io.ostiary.state.view.Changes;
import io.ostiary.state.view.Defect;

final class OrganizationApplier {

    private OrganizationApplier() {}

    static Changes changes(AccountView view, OrganizationEvent event) {
        return switch (event) {
            case OrganizationCreated created -> {
                Account account = view.account();
                if (account == null) {
                    throw new Defect("an organization of an account that is not open");
                }
                yield Changes.none()
                        .put(
                                new Organization(
                                        created.organizationId(),
                                        created.rootId(),
                                        created.featureSet(),
                                        created.at()))
                        .put(
                                new MemberAccount(
                                        account.id(),
                                        account.name(),
                                        account.email(),
                                        "INVITED",
                                        created.at(),
                                        0));
            }
            case AccountCreationStarted started ->
                    Changes.none()
                            .put(
                                    new AccountCreation(
                                            started.requestId(),
                                            started.account(),
                                            started.name(),
                                            started.email(),
                                            started.at(),
                                            null,
                                            null,
                                            0));
            case AccountCreationSucceeded succeeded -> {
                AccountCreation creation = creation(view, succeeded.requestId());
                yield Changes.none()
                        .put(creation.succeeded(succeeded.at(), succeeded.accountRevision()))
                        .put(
                                new MemberAccount(
                                        creation.account(),
                                        creation.name(),
                                        creation.email(),
                                        "CREATED",
                                        succeeded.at(),
                                        succeeded.accountRevision()));
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
            case MemberRemoved removed -> Changes.none().delete(member(view, removed.account()));
        };
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
