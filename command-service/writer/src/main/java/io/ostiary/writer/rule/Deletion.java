package io.ostiary.writer.rule;

import io.ostiary.contract.error.AwsError;
import io.ostiary.contract.error.IamError.DeleteConflict;
import io.ostiary.contract.event.AttachmentEvent.PermissionsBoundaryRemoved;
import io.ostiary.contract.event.Event;
import io.ostiary.state.entity.Attachable;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;

/** What stands in the way of a delete, in AWS's words, and what goes with it. */
public final class Deletion {
    private Deletion() {}

    /** {@code Cannot delete entity, must detach all policies first.} and its like. */
    public static AwsError must(String first) {
        return new DeleteConflict("Cannot delete entity, must " + first + " first.");
    }

    /** Policies that must go first; null when none hang on it. */
    public static @Nullable AwsError policiesInTheWay(Attachable entity) {
        if (!entity.attachments().policyArns().isEmpty()) {
            return must("detach all policies");
        }
        return entity.attachments().inlinePolicies().isEmpty() ? null : must("delete policies");
    }

    /**
     * The deletion; a boundary goes with its entity, and with it a use of that policy (IAM API
     * Reference, DeleteUser: boundaries are not among what must be removed first).
     */
    public static List<Event> events(Attachable entity, Event deleted) {
        var events = new ArrayList<Event>(2);
        if (entity.attachments().boundaryArn() != null) {
            events.add(new PermissionsBoundaryRemoved(entity.entityId()));
        }
        events.add(deleted);
        return events;
    }
}
