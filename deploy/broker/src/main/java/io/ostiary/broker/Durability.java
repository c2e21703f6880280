package io.ostiary.broker;

/** What an acknowledged append survives. */
public enum Durability {
    /**
     * A power cut: the transaction log and the KRaft metadata are flushed on every append. Topics
     * of the caller's own ask for the same with {@code flush.messages=1}.
     */
    DISK,

    /** The end of this process, also by SIGKILL: the operating system's page cache is enough. */
    PROCESS
}
