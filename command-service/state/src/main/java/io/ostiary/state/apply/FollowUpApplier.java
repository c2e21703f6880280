package io.ostiary.state.apply;

import io.ostiary.contract.event.FollowUpEvent;
import io.ostiary.contract.event.FollowUpEvent.FollowUpAnswered;
import io.ostiary.contract.event.FollowUpEvent.FollowUpSent;
import io.ostiary.state.entity.PendingFollowUp;
import io.ostiary.state.entity.Table;
import io.ostiary.state.view.AccountView;
import io.ostiary.state.view.Changes;

final class FollowUpApplier {

    private FollowUpApplier() {}

    static Changes changes(AccountView view, FollowUpEvent event) {
        return switch (event) {
            case FollowUpSent sent ->
                    Changes.none()
                            .put(new PendingFollowUp(sent.id(), sent.target(), sent.command()));
            case FollowUpAnswered answered ->
                    Changes.none().delete(Table.PENDING_FOLLOW_UPS, answered.id());
        };
    }
}
