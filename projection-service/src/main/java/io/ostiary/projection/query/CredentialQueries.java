package io.ostiary.projection.query;

import static io.ostiary.projection.query.Replies.found;
import static io.ostiary.projection.query.Replies.refused;

import io.ostiary.contract.command.Actor;
import io.ostiary.contract.error.CommonError;
import io.ostiary.contract.error.IamError.NoSuchEntity;
import io.ostiary.contract.id.EntityId;
import io.ostiary.contract.id.EntityKind;
import io.ostiary.contract.port.Projection.Reply;
import io.ostiary.contract.query.AccessKeyQuery;
import io.ostiary.contract.query.AccessKeyQuery.GetAccessKeyLastUsed;
import io.ostiary.contract.query.AccessKeyQuery.ListAccessKeys;
import io.ostiary.contract.query.LoginProfileQuery;
import io.ostiary.contract.query.LoginProfileQuery.GetLoginProfile;
import io.ostiary.contract.result.AccessKeyResult.GetAccessKeyLastUsedResult;
import io.ostiary.contract.result.AccessKeyResult.ListAccessKeysResult;
import io.ostiary.contract.result.LoginProfileResult.GetLoginProfileResult;
import io.ostiary.contract.shape.AccessKeyLastUsed;
import io.ostiary.state.entity.Credentials;
import io.ostiary.state.entity.Credentials.AccessKey;
import io.ostiary.state.entity.Entity;
import io.ostiary.state.entity.LastUse;
import io.ostiary.state.entity.Root;
import io.ostiary.state.entity.User;
import io.ostiary.state.shape.Shapes;
import io.ostiary.state.view.AccountView;

import org.jspecify.annotations.Nullable;

import java.util.Objects;

/** What is told of access keys and passwords: never the secrets. */
final class CredentialQueries {

    /** "N/A" when there is no such data (IAM API Reference, AccessKeyLastUsed). */
    private static final String NO_DATA = "N/A";

    private static final AccessKeyLastUsed NEVER = new AccessKeyLastUsed(null, NO_DATA, NO_DATA);

    private CredentialQueries() {}

    static Reply answer(AccountView account, Actor actor, AccessKeyQuery query) {
        return switch (query) {
            case ListAccessKeys list -> listAccessKeys(account, actor, list);
            case GetAccessKeyLastUsed get -> getAccessKeyLastUsed(account, actor, get);
        };
    }

    static Reply answer(AccountView account, Actor actor, LoginProfileQuery query) {
        return switch (query) {
            case GetLoginProfile get -> getLoginProfile(account, actor, get);
        };
    }

    static Reply listAccessKeys(AccountView account, Actor actor, ListAccessKeys query) {
        return switch (Owner.of(account, actor, query.userName())) {
            case Owner.AUser(var user) -> keys(user.credentials(), user.name(), query);
            case Owner.OfRoot() -> keys(rootCredentials(account), null, query);
            case Owner.Nobody(var error) -> refused(error);
        };
    }

    private static Reply keys(
            Credentials credentials, @Nullable String userName, ListAccessKeys query) {
        var page =
                Page.sorted(
                        credentials.accessKeys(),
                        Positions::of,
                        query.marker(),
                        Page.size(query.maxItems()));
        return found(
                new ListAccessKeysResult(
                        page.map(key -> Shapes.accessKeyMetadata(key, userName)),
                        page.isTruncated(),
                        page.marker()));
    }

    private static Credentials rootCredentials(AccountView account) {
        Credentials root =
                account.credentialsOf(new EntityId(EntityKind.ROOT, account.id().value()));
        return root == null ? Credentials.NONE : root;
    }

    /**
     * The model declares no error for this operation, so a key that is not this account's is denied
     * in one way, whether another account has it or nobody (attack A112). In IAM's own words, with
     * no colon (localstack, test_iam_users.snapshot, get-last-used-nonexistent-key-error).
     */
    static Reply getAccessKeyLastUsed(
            AccountView account, Actor actor, GetAccessKeyLastUsed query) {
        Entity owner = account.byId(query.accessKeyId());
        Credentials credentials =
                switch (owner) {
                    case User user -> user.credentials();
                    case Root root -> root.credentials();
                    case null, default -> Credentials.NONE;
                };
        AccessKey key = credentials.accessKey(query.accessKeyId());
        if (key == null) {
            return refused(
                    CommonError.accessDenied(
                            "User: "
                                    + actor.arn()
                                    + " is not authorized to perform iam:GetAccessKeyLastUsed"
                                    + " on resource: access key "
                                    + query.accessKeyId()));
        }
        return found(
                new GetAccessKeyLastUsedResult(
                        lastUsed(account.lastUse(key.id())),
                        owner instanceof User user ? user.name() : null));
    }

    private static AccessKeyLastUsed lastUsed(@Nullable LastUse use) {
        return use == null
                ? NEVER
                : new AccessKeyLastUsed(
                        use.at(),
                        Objects.requireNonNullElse(use.region(), NO_DATA),
                        Objects.requireNonNullElse(use.service(), NO_DATA));
    }

    static Reply getLoginProfile(AccountView account, Actor actor, GetLoginProfile query) {
        return switch (Owner.of(account, actor, query.userName())) {
            case Owner.AUser(var user) -> profile(user.credentials(), user.name());
            case Owner.OfRoot() -> profile(rootCredentials(account), "root");
            case Owner.Nobody(var error) -> refused(error);
        };
    }

    private static Reply profile(Credentials credentials, String userName) {
        Credentials.LoginProfile profile = credentials.loginProfile();
        return profile == null
                ? refused(NoSuchEntity.loginProfile(userName))
                : found(new GetLoginProfileResult(Shapes.loginProfile(userName, profile)));
    }
}
