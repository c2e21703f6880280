package io.ostiary.policy.compile;

import io.ostiary.policy.request.AuthorizationRequest;

import org.jspecify.annotations.Nullable;

import java.util.concurrent.atomic.AtomicLong;
import java.util.function.IntSupplier;

/**
 * What questions that are asked again and again come down to: services ask about the same few
 * actions and resources all day. What depends on the caller or on the context is never kept, only
 * which statements are left to look at once action and resource are known ({@link
 * SettledQuestion}), so an answer from here is the one that the statements would give.
 *
 * <p>A question that was not found takes a place when it wins two lots in a row for it: what is
 * asked often is soon here, what is asked once hardly ever disturbs, and finding costs no writing.
 * Each place holds one question of bounded length, so the memory is bounded however many principals
 * there are.
 *
 * <p>May be used by many threads: what a place holds is immutable, and either found whole or not.
 */
public final class RecentQuestions {

    /** Longer resources, which might fill the memory with little, are not kept. */
    private static final int LONGEST_RESOURCE = 256;

    /** More statements that are left to look at are not kept. */
    private static final int MOST_LEFT = 8;

    private static final int PLACES = 1 << 14;
    private static final int ONE_IN = 32;

    private final @Nullable SettledQuestion[] places;

    /** Of each place, which question won a lot for it last. */
    private final int[] contenders;

    /** Of each place, whether what it holds was found since another question wanted it. */
    private final boolean[] used;

    private final int oneIn;
    private final IntSupplier lots;
    private final AtomicLong indexes = new AtomicLong();

    /**
     * @param lots any numbers, evenly spread; asked for by many threads
     */
    public RecentQuestions(IntSupplier lots) {
        this(PLACES, ONE_IN, lots);
    }

    /**
     * @param places how many questions are kept at most; a power of two
     * @param oneIn how many questions that were not found share one lot
     */
    public RecentQuestions(int places, int oneIn, IntSupplier lots) {
        if (Integer.bitCount(places) != 1 || oneIn < 1) {
            throw new IllegalArgumentException("places is a power of two, and a lot is drawn");
        }
        this.places = new SettledQuestion[places];
        this.contenders = new int[places];
        this.used = new boolean[places];
        this.oneIn = oneIn;
        this.lots = lots;
    }

    /** What to call an index of statements here; never the same twice. */
    long name() {
        return indexes.incrementAndGet();
    }

    @Nullable SettledQuestion find(long index, AuthorizationRequest request) {
        int place = place(index, request);
        SettledQuestion found = places[place];
        if (found == null || !found.isOf(index, request)) {
            return null;
        }
        if (!used[place]) {
            used[place] = true;
        }
        return found;
    }

    /**
     * Lets a question that was not found try for its place: it is to be kept when it wins a lot
     * twice, no other has won one for the place between, and what lies there is no longer asked. So
     * what is asked once makes nothing.
     */
    boolean wins(long index, AuthorizationRequest request) {
        if (lots.getAsInt() >>> 1 > Integer.MAX_VALUE / oneIn
                || request.resource().text().length() > LONGEST_RESOURCE) {
            return false;
        }
        int hash = hash(index, request);
        int place = hash & (places.length - 1);
        if (contenders[place] == hash) {
            boolean isFree = !used[place];
            used[place] = false;
            return isFree;
        }
        contenders[place] = hash;
        return false;
    }

    void keep(SettledQuestion settled, AuthorizationRequest request) {
        if (settled.left().length <= MOST_LEFT) {
            places[place(settled.index(), request)] = settled;
        }
    }

    private int place(long index, AuthorizationRequest request) {
        return hash(index, request) & (places.length - 1);
    }

    private static int hash(long index, AuthorizationRequest request) {
        int hash =
                ((int) index * 31 + request.action().folded().hashCode()) * 31
                        + request.resource().text().hashCode();
        hash *= 0x9E37_79B9;
        return hash ^ hash >>> 15;
    }
}
