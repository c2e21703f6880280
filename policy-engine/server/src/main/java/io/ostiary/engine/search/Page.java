package io.ostiary.engine.search;

import io.ostiary.contract.port.SearchAnswer;
import io.ostiary.contract.port.SearchAnswer.Condition;
import io.ostiary.contract.port.SearchAnswer.Found;
import io.ostiary.contract.port.SearchAnswer.Item;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;

/**
 * A page while it is filled. It ends when it is full, or when enough was looked at or is to be
 * told: then the next goes on, so that nobody holds a thread for long (attack A127).
 */
final class Page {

    /** Statements looked at; some tens of nanoseconds each. */
    private static final long MOST_WORK = 10_000_000;

    /** Characters of conditions: what an answer depends on may be as long as policies are. */
    private static final int MOST_TEXT = 256 * 1_024;

    private final List<Item> items = new ArrayList<>();
    private final int size;
    private final boolean certain;
    private long work;
    private int text;
    private String position;

    /**
     * @param certain whether only definite answers count
     * @param position where it begins
     */
    Page(int size, boolean certain, String position) {
        this.size = size;
        this.certain = certain;
        this.position = position;
    }

    boolean isFull() {
        return items.size() >= size || work >= MOST_WORK || text >= MOST_TEXT;
    }

    /** Where the last one that was looked at stands. */
    String position() {
        return position;
    }

    /**
     * Tells of one that was looked at.
     *
     * @param at where it stands: the next page begins behind it
     * @param item null when it may not
     * @param statements what it took
     */
    void add(String at, @Nullable Item item, int statements) {
        position = at;
        work += statements;
        if (item != null && (!certain || Items.isCertain(item))) {
            items.add(item);
            for (Condition condition : item.conditions()) {
                for (String value : condition.values()) {
                    text += value.length();
                }
            }
        }
    }

    /**
     * @param more whether there may be others behind
     */
    SearchAnswer found(boolean more, long revision) {
        return new Found(items, more ? position : null, revision);
    }
}
