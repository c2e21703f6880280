package io.ostiary.state.apply;

import io.ostiary.contract.event.UserEvent;
import io.ostiary.contract.event.UserEvent.UserCreated;
import io.ostiary.contract.event.UserEvent.UserDeleted;
import io.ostiary.contract.event.UserEvent.UserRenamed;
import io.ostiary.contract.id.EntityKind;
import io.ostiary.state.entity.Attachments;
import io.ostiary.state.entity.Credentials;
import io.ostiary.state.entity.User;
import io.ostiary.state.view.AccountView;
import io.ostiary.state.view.Changes;

import java.util.List;

final class UserApplier {

    private UserApplier() {}

    static Changes changes(AccountView view, UserEvent event) {
        return switch (event) {
            case UserCreated created ->
                    Changes.none()
                            .create(
                                    Existing.fresh(
                                            view,
                                            new User(
                                                    created.userId(),
                                                    created.name(),
                                                    created.path(),
                                                    created.at(),
                                                    Attachments.NONE,
                                                    Credentials.NONE,
                                                    List.of())));
            case UserRenamed renamed -> {
                User user = Existing.entity(view, User.class, renamed.userId());
                User moved = Existing.renamed(view, user.withName(renamed.name(), renamed.path()));
                Changes changes = Changes.none().delete(user).create(moved);
                // Access key ids refer to the user by its key, which has moved.
                for (Credentials.AccessKey key : moved.credentials().accessKeys()) {
                    changes.reference(key.id(), EntityKind.USER, moved.key());
                }
                yield changes;
            }
            case UserDeleted deleted ->
                    Changes.none().remove(Existing.entity(view, User.class, deleted.userId()));
        };
    }
}
