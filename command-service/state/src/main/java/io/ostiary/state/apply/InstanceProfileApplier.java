package io.ostiary.state.apply;

import io.ostiary.contract.event.InstanceProfileEvent;
import io.ostiary.contract.event.InstanceProfileEvent.InstanceProfileCreated;
import io.ostiary.contract.event.InstanceProfileEvent.InstanceProfileDeleted;
import io.ostiary.contract.event.InstanceProfileEvent.RoleAddedToInstanceProfile;
import io.ostiary.contract.event.InstanceProfileEvent.RoleRemovedFromInstanceProfile;
import io.ostiary.state.entity.Attachments;
import io.ostiary.state.entity.InstanceProfile;
import io.ostiary.state.entity.RoleProfile;
import io.ostiary.state.view.AccountView;
import io.ostiary.state.view.Changes;

final class InstanceProfileApplier {

    private InstanceProfileApplier() {}

    static Changes changes(AccountView view, InstanceProfileEvent event) {
        return switch (event) {
            case InstanceProfileCreated created ->
                    Changes.none()
                            .create(
                                    Existing.fresh(
                                            view,
                                            new InstanceProfile(
                                                    created.profileId(),
                                                    created.name(),
                                                    created.path(),
                                                    created.at(),
                                                    null,
                                                    Attachments.NONE)));
            case InstanceProfileDeleted deleted ->
                    Changes.none().remove(profile(view, deleted.profileId()));
            case RoleAddedToInstanceProfile added ->
                    Changes.none()
                            .put(profile(view, added.profileId()).withRole(added.roleId()))
                            .put(new RoleProfile(added.roleId(), added.profileId()));
            case RoleRemovedFromInstanceProfile removed ->
                    Changes.none()
                            .put(profile(view, removed.profileId()).withRole(null))
                            .delete(new RoleProfile(removed.roleId(), removed.profileId()));
        };
    }

    private static InstanceProfile profile(AccountView view, String id) {
        return Existing.entity(view, InstanceProfile.class, id);
    }
}
