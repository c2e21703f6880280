package io.ostiary.projection.query;

import io.ostiary.contract.command.Actor;
import io.ostiary.contract.id.AccountId;
import io.ostiary.contract.port.Projection.Reply;
import io.ostiary.contract.query.AccessKeyQuery;
import io.ostiary.contract.query.AccountQuery;
import io.ostiary.contract.query.CredentialReportQuery;
import io.ostiary.contract.query.GroupQuery;
import io.ostiary.contract.query.InstanceProfileQuery;
import io.ostiary.contract.query.LoginProfileQuery;
import io.ostiary.contract.query.MfaDeviceQuery;
import io.ostiary.contract.query.OperatorQuery;
import io.ostiary.contract.query.OrganizationQuery;
import io.ostiary.contract.query.PolicyQuery;
import io.ostiary.contract.query.Query;
import io.ostiary.contract.query.ResourceQuery;
import io.ostiary.contract.query.RoleQuery;
import io.ostiary.contract.query.S3Query;
import io.ostiary.contract.query.ServerCertificateQuery;
import io.ostiary.contract.query.ServiceLinkedRoleQuery;
import io.ostiary.contract.query.ServiceSpecificCredentialQuery;
import io.ostiary.contract.query.SigningCertificateQuery;
import io.ostiary.contract.query.SshPublicKeyQuery;
import io.ostiary.contract.query.UserQuery;
import io.ostiary.state.view.AccountView;

import java.time.InstantSource;
import java.util.function.Function;

/** Every read operation, by its family: what it tells follows from the views, and the time. */
public final class Queries {

    private final AwsManagedPolicies aws;
    private final PolicyQueries policies;
    private final InstantSource clock;

    /**
     * @param clock for what has expired; nothing else in an answer depends on the time
     */
    public Queries(AwsManagedPolicies aws, InstantSource clock) {
        this.aws = aws;
        this.policies = new PolicyQueries(aws);
        this.clock = clock;
    }

    /**
     * @param account whose entities are asked for
     * @param actor who is meant where a user name is left out
     * @param accounts other accounts' views, for what an organization shares
     */
    public Reply answer(
            AccountView account,
            Actor actor,
            Query query,
            Function<AccountId, AccountView> accounts) {
        return switch (query) {
            case AccountQuery asked -> AccountQueries.answer(account, aws, asked);
            case UserQuery users -> UserQueries.answer(account, actor, users);
            case GroupQuery groups -> GroupQueries.answer(account, groups);
            case RoleQuery roles -> RoleQueries.answer(account, roles);
            case ServiceLinkedRoleQuery asked -> ServiceLinkedRoleQueries.answer(account, asked);
            case PolicyQuery asked -> policies.answer(account, asked);
            case InstanceProfileQuery profiles -> InstanceProfileQueries.answer(account, profiles);
            case ServerCertificateQuery certificates ->
                    ServerCertificateQueries.answer(account, certificates);
            case AccessKeyQuery keys -> CredentialQueries.answer(account, actor, keys);
            case LoginProfileQuery profiles -> CredentialQueries.answer(account, actor, profiles);
            case SshPublicKeyQuery keys -> HeldCredentialQueries.answer(account, actor, keys);
            case ServiceSpecificCredentialQuery credentials ->
                    HeldCredentialQueries.answer(account, actor, credentials, clock.instant());
            case SigningCertificateQuery certificates ->
                    HeldCredentialQueries.answer(account, actor, certificates);
            case CredentialReportQuery asked ->
                    CredentialReportQueries.answer(account, asked, clock.instant());
            case MfaDeviceQuery devices -> MfaDeviceQueries.answer(account, actor, devices);
            case OrganizationQuery organization ->
                    OrganizationQueries.answer(account, organization, accounts);
            case S3Query buckets -> S3Queries.answer(account, buckets, accounts);
            case ResourceQuery resources -> ResourceQueries.answer(account, resources);
            case OperatorQuery asked -> OperatorQueries.answer(account, asked, accounts);
        };
    }
}
