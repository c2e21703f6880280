package io.ostiary.state.apply;

import io.ostiary.contract.event.GroupEvent;
import io.ostiary.contract.event.GroupEvent.GroupCreated;
import io.ostiary.contract.event.GroupEvent.GroupDeleted;
import io.ostiary.contract.event.GroupEvent.GroupRenamed;
import io.ostiary.contract.event.GroupEvent.UserAddedToGroup;
import io.ostiary.contract.event.GroupEvent.UserRemovedFromGroup;
import io.ostiary.state.entity.Attachments;
import io.ostiary.state.entity.Group;
import io.ostiary.state.entity.GroupMember;
import io.ostiary.state.entity.User;
import io.ostiary.state.view.AccountView;
import io.ostiary.state.view.Changes;

final class GroupApplier {

    private GroupApplier() {}

    static Changes changes(AccountView view, GroupEvent event) {
        return switch (event) {
            case GroupCreated created ->
                    Changes.none()
                            .create(
                                    Existing.fresh(
                                            view,
                                            new Group(
                                                    created.groupId(),
                                                    created.name(),
                                                    created.path(),
                                                    created.at(),
                                                    Attachments.NONE)));
            case GroupRenamed renamed -> {
                Group group = Existing.entity(view, Group.class, renamed.groupId());
                yield Changes.none()
                        .delete(group)
                        .create(
                                Existing.renamed(
                                        view, group.withName(renamed.name(), renamed.path())));
            }
            case GroupDeleted deleted ->
                    Changes.none().remove(Existing.entity(view, Group.class, deleted.groupId()));
            case UserAddedToGroup added -> {
                User user = Existing.entity(view, User.class, added.userId());
                yield Changes.none()
                        .put(user.joining(added.groupId()))
                        .put(new GroupMember(added.groupId(), added.userId()));
            }
            case UserRemovedFromGroup removed -> {
                User user = Existing.entity(view, User.class, removed.userId());
                yield Changes.none()
                        .put(user.leaving(removed.groupId()))
                        .delete(new GroupMember(removed.groupId(), removed.userId()));
            }
        };
    }
}
