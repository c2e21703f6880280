package io.ostiary.sealing;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/**
 * Remembers verified stamps for as long as they are good, and takes each once. When it holds as
 * many as it may it refuses new ones: it fails closed. May be used by many threads.
 */
public final class ReplayGuard {

    private final int capacity;
    // Two generations, each a full window wide: what is in neither is too old to verify.
    private Map<String, Boolean> young = new HashMap<>();
    private Map<String, Boolean> old = new HashMap<>();
    private Instant turn = Instant.MIN;

    /**
     * @param capacity stamps in two windows
     */
    public ReplayGuard(int capacity) {
        this.capacity = capacity;
    }

    /** True the first time. Ask only after {@link InternalMac#verify} was true. */
    public synchronized boolean admit(String stamp, Instant now) {
        if (!now.isBefore(turn)) {
            old = young;
            young = new HashMap<>();
            // A stamp may be a window early and is good until a window late.
            turn = now.plus(InternalMac.WINDOW.multipliedBy(2));
        }
        if (young.size() + old.size() >= capacity || old.containsKey(stamp)) {
            return false;
        }
        return young.putIfAbsent(stamp, Boolean.TRUE) == null;
    }
}
