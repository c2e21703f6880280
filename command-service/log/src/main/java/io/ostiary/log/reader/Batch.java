package io.ostiary.log.reader;

import io.ostiary.contract.id.AccountId;

import java.util.List;
import java.util.Set;

/**
 * A piece of one partition's history, to be stored in one write. In this order: the readmitted
 * accounts are refused no longer, the events are applied, the refused accounts are refused.
 *
 * @param events in the order of the log; their accounts' revisions go on without a gap
 * @param readmitted accounts whose refusal is over: with these events, all that was passed over is
 *     folded
 * @param refused accounts that are refused from now on, or still are but from a later event on;
 *     events from before may be among these
 * @param mark to be remembered
 */
public record Batch(
        int partition,
        List<EventRecord> events,
        Set<AccountId> readmitted,
        List<Refusal> refused,
        Mark mark) {

    public Batch {
        events = List.copyOf(events);
        readmitted = Set.copyOf(readmitted);
        refused = List.copyOf(refused);
    }
}
