package io.ostiary.log.reader;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Map;

/**
 * A reader's condition, for health pages and figures.
 *
 * @param running false once it has stopped for good
 * @param answering whether its lease holds
 * @param halts partitions of iam.events that are read no further
 * @param refusals accounts that are refused, with topic position
 * @param positions the next offset, by partition
 * @param behind records between position and end at the last proof
 * @param trouble what keeps it from going on at the moment
 */
public record Health(
        boolean running,
        boolean answering,
        List<Halt> halts,
        List<Refusal> refusals,
        Map<Integer, Long> positions,
        long behind,
        @Nullable String trouble) {

    public Health {
        halts = List.copyOf(halts);
        refusals = List.copyOf(refusals);
        positions = Map.copyOf(positions);
    }

    /** Green: everything is answered. */
    public boolean isGreen() {
        return running && answering && halts.isEmpty() && refusals.isEmpty();
    }
}
