package io.ostiary.writer.loop;

/**
 * A record whose account cannot be told: whatever it was, it may concern any account of the
 * partition, which stops.
 */
final class HaltedPartition extends RuntimeException {

    private static final long serialVersionUID = 1L;

    HaltedPartition(int partition, long offset, String why) {
        super("iam.events-" + partition + " offset " + offset + ": " + why);
    }
}
