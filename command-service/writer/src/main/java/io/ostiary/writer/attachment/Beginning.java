package io.ostiary.writer.attachment;

import io.ostiary.contract.event.AttachmentEvent.PermissionsBoundarySet;
import io.ostiary.contract.event.AttachmentEvent.Tagged;
import io.ostiary.contract.event.Event;
import io.ostiary.contract.id.EntityId;
import io.ostiary.contract.shape.Tag;
import io.ostiary.state.entity.Attachments;
import io.ostiary.state.entity.TagKeys;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;

/**
 * What a new entity begins with, checked.
 *
 * @param boundaryArn null for none
 */
public record Beginning(List<Tag> tags, @Nullable String boundaryArn) {
    public Beginning {
        tags = List.copyOf(tags);
    }

    public Attachments attachments() {
        // The keys are unique already, by whichever measure.
        return Attachments.NONE.withTags(TagKeys.CASE_SENSITIVE, tags).withBoundary(boundaryArn);
    }

    /** The creation, and then what hangs on it. */
    public List<Event> events(Event created, EntityId target) {
        var events = new ArrayList<Event>(3);
        events.add(created);
        if (!tags.isEmpty()) {
            events.add(new Tagged(target, tags));
        }
        if (boundaryArn != null) {
            events.add(new PermissionsBoundarySet(target, boundaryArn));
        }
        return events;
    }
}
