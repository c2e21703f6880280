package io.ostiary.state.apply;

import io.ostiary.contract.event.CredentialEvent;
import io.ostiary.contract.event.CredentialEvent.AccessKeyCreated;
import io.ostiary.contract.event.CredentialEvent.AccessKeyDeleted;
import io.ostiary.contract.event.CredentialEvent.AccessKeyStatusSet;
import io.ostiary.contract.event.CredentialEvent.CredentialUsed;
import io.ostiary.contract.event.CredentialEvent.LoginProfileCreated;
import io.ostiary.contract.event.CredentialEvent.LoginProfileDeleted;
import io.ostiary.contract.event.CredentialEvent.LoginProfilePasswordSet;
import io.ostiary.contract.event.CredentialEvent.LoginProfileResetRequiredSet;
import io.ostiary.contract.id.EntityId;
import io.ostiary.contract.id.EntityKind;
import io.ostiary.state.entity.Credentials;
import io.ostiary.state.entity.Credentials.AccessKey;
import io.ostiary.state.entity.Credentials.LoginProfile;
import io.ostiary.state.entity.Entity;
import io.ostiary.state.entity.LastUse;
import io.ostiary.state.entity.Root;
import io.ostiary.state.entity.Table;
import io.ostiary.state.entity.User;
import io.ostiary.state.view.AccountView;
import io.ostiary.state.view.Changes;
import io.ostiary.state.view.Defect;

import java.util.function.UnaryOperator;

final class CredentialApplier {

    private CredentialApplier() {}

    static Changes changes(AccountView view, CredentialEvent event) {
        return switch (event) {
            case AccessKeyCreated created -> {
                var key =
                        new AccessKey(created.accessKeyId(), true, created.secret(), created.at());
                Entity owner = changed(view, created.owner(), credentials -> credentials.with(key));
                yield Changes.none()
                        .put(owner)
                        .reference(created.accessKeyId(), created.owner().kind(), owner.key());
            }
            case AccessKeyStatusSet set ->
                    Changes.none()
                            .put(
                                    changed(
                                            view,
                                            set.owner(),
                                            credentials ->
                                                    credentials.withStatus(
                                                            set.accessKeyId(), set.active())));
            case AccessKeyDeleted deleted ->
                    Changes.none()
                            .put(
                                    changed(
                                            view,
                                            deleted.owner(),
                                            credentials ->
                                                    credentials.without(deleted.accessKeyId())))
                            .delete(Table.REFS, deleted.accessKeyId())
                            .delete(Table.LAST_USES, deleted.accessKeyId());
            case LoginProfileCreated created ->
                    Changes.none()
                            .put(
                                    changed(
                                            view,
                                            created.owner(),
                                            credentials ->
                                                    credentials.with(
                                                            new LoginProfile(
                                                                    created.passwordHash(),
                                                                    created.resetRequired(),
                                                                    created.at(),
                                                                    created.at()))));
            case LoginProfilePasswordSet set -> {
                LoginProfile replaced = profile(view, set.owner());
                var profile =
                        new LoginProfile(
                                set.passwordHash(),
                                replaced.resetRequired(),
                                replaced.createdAt(),
                                set.at());
                Changes changes =
                        Changes.none()
                                .put(changed(view, set.owner(), owner -> owner.with(profile)));
                PasswordHistory.replaced(changes, view, set.owner().uniqueId(), replaced);
                yield changes;
            }
            case LoginProfileResetRequiredSet set -> {
                LoginProfile before = profile(view, set.owner());
                var profile =
                        new LoginProfile(
                                before.passwordHash(),
                                set.resetRequired(),
                                before.createdAt(),
                                before.passwordSetAt());
                yield Changes.none().put(changed(view, set.owner(), owner -> owner.with(profile)));
            }
            case LoginProfileDeleted deleted -> {
                Changes changes =
                        Changes.none()
                                .put(
                                        changed(
                                                view,
                                                deleted.owner(),
                                                credentials ->
                                                        new Credentials(
                                                                credentials.accessKeys(), null)))
                                .delete(Table.LAST_USES, deleted.owner().uniqueId());
                PasswordHistory.ended(changes, view, deleted.owner().uniqueId());
                yield changes;
            }
            case CredentialUsed used ->
                    Changes.none()
                            .put(
                                    new LastUse(
                                            used.credentialId(),
                                            used.service(),
                                            used.region(),
                                            used.at()));
        };
    }

    private static Entity changed(
            AccountView view, EntityId owner, UnaryOperator<Credentials> change) {
        if (owner.kind() == EntityKind.ROOT) {
            Root root = view.find(Table.ROOT, Root.KEY);
            if (root == null) {
                throw new Defect("no root in " + view.id());
            }
            return new Root(change.apply(root.credentials()));
        }
        User user = Existing.entity(view, User.class, owner.uniqueId());
        return user.withCredentials(change.apply(user.credentials()));
    }

    private static LoginProfile profile(AccountView view, EntityId owner) {
        Credentials credentials = view.credentialsOf(owner);
        LoginProfile profile = credentials == null ? null : credentials.loginProfile();
        if (profile == null) {
            throw new Defect("no login profile of " + owner.uniqueId());
        }
        return profile;
    }
}
