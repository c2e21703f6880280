package io.ostiary.contract.outcome;

import io.ostiary.contract.error.AwsError;
import io.ostiary.contract.port.Revealed;
import io.ostiary.contract.result.Result;

import org.jspecify.annotations.Nullable;

import java.util.List;

/** What became of a command. */
public sealed interface Outcome {

    /**
     * It happened.
     *
     * @param revision of the account after it; readers must have reached it before the caller is
     *     answered
     * @param revealed what it tells of other histories, to be awaited as well; mostly nothing
     */
    record Accepted(@Nullable Result result, long revision, List<Revealed> revealed)
            implements Outcome {
        public Accepted {
            revealed = List.copyOf(revealed);
        }

        public Accepted(@Nullable Result result, long revision) {
            this(result, revision, List.of());
        }
    }

    /**
     * It did not happen, and the caller is told why.
     *
     * @param revision the account's revision that the refusal was judged by
     */
    record Rejected(AwsError error, long revision) implements Outcome {}

    /**
     * What its caller may do has changed since the command was authorized; it did not happen. It
     * may be sent again when it is authorized again, at this revision or a later one.
     */
    record Outdated(long revision) implements Outcome {}

    /** Its deadline had passed when its turn came; it did not happen and never will. */
    record Expired() implements Outcome {}

    /** A defect of ours stopped it; it did not happen. */
    record Failed() implements Outcome {}
}
