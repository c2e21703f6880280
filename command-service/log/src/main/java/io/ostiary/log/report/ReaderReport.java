package io.ostiary.log.report;

import java.util.List;
import java.util.Map;

/** What iam.progress holds, under the instance id of a reader; no value: it has left. */
sealed interface ReaderReport {

    /** The revision of an account that the reader refuses. */
    long REFUSED = Long.MAX_VALUE;

    /**
     * A reader that has not answered anything yet under this id.
     *
     * @param name of the client, for people
     */
    record Announced(String name) implements ReaderReport {}

    /**
     * How far it is. It may answer again only after this was acknowledged.
     *
     * @param positions the next offset of each partition of iam.events; -1 of one that it refuses
     * @param revisions of the accounts that have changed since the last report; {@link #REFUSED} of
     *     one that it refuses
     */
    record Reported(List<Long> positions, Map<String, Long> revisions) implements ReaderReport {
        public Reported {
            positions = List.copyOf(positions);
            revisions = Map.copyOf(revisions);
        }
    }
}
