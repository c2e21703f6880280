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
            case LoginProfilePasswordSet set ->
                    Changes.none()
                            .put(
                                    changedProfile(
                                            view,
                                            set.owner(),
                                            profile ->
                                                    new LoginProfile(
                                                            set.passwordHash(),
                                                            profile.resetRequired(),
                                                            profile.createdAt(),
                                                            set.at())));
            case LoginProfileResetRequiredSet set ->
                    Changes.none()
                            .put(
                                    changedProfile(
                                            view,
                                            set.owner(),
                                            profile ->
                                                    new LoginProfile(
                                                            profile.passwordHash(),
                                                            set.resetRequired(),
                                                            profile.createdAt(),
                                                            profile.passwordSetAt())));
            case LoginProfileDeleted deleted ->
                    Changes.none()
                            .put(
                                    changed(
                                            view,
                                            deleted.owner(),
                                            credentials ->
                                                    new Credentials(
                                                            credentials.accessKeys(), null)))
                            .delete(Table.LAST_USES, deleted.owner().uniqueId());
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

    private static Entity changedProfile(
            AccountView view, EntityId owner, UnaryOperator<LoginProfile> change) {
        return changed(
                view,
                owner,
                credentials -> {
                    LoginProfile profile = credentials.loginProfile();
                    if (profile == null) {
                        throw new Defect("no login profile of " + owner.uniqueId());
                    }
                    return credentials.with(change.apply(profile));
                });
    }
}
