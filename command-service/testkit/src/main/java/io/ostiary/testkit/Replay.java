package io.ostiary.testkit;

import io.ostiary.contract.event.Event;
import io.ostiary.contract.event.EventEnvelope;
import io.ostiary.contract.id.AccountId;
import io.ostiary.log.codec.EventCodec;
import io.ostiary.log.codec.SealedCodec;
import io.ostiary.log.codec.Unreadable;
import io.ostiary.state.entity.Entity;
import io.ostiary.state.entity.Table;
import io.ostiary.state.view.AccountOverlay;
import io.ostiary.state.view.AccountState;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** That a history, read back from bytes, folds to what the writer holds in memory. */
public final class Replay {
    private static final SealedCodec<Event> CODEC = new EventCodec().events();

    private Replay() {}

    public static AccountState fold(AccountId account, List<EventEnvelope> events) {
        return fold(AccountState.empty(account), events);
    }

    private static AccountState fold(AccountState start, List<EventEnvelope> events) {
        AccountState state = start;
        for (EventEnvelope event : events) {
            state = state.after(event);
        }
        return state;
    }

    /** As readers of the log do. */
    private static AccountState foldAtOnce(AccountState start, List<EventEnvelope> events) {
        var overlay = new AccountOverlay(start);
        events.forEach(overlay::apply);
        return start.after(overlay);
    }

    /**
     * @throws AssertionError when an event does not survive its encoding, or when the fold of all,
     *     cut anywhere, one by one or at once, is not the live state
     */
    public static void checkEverySplit(AccountState live, List<EventEnvelope> events) {
        List<EventEnvelope> read = throughCodec(events);
        for (int cut = 0; cut <= read.size(); cut++) {
            AccountState first = fold(live.id(), read.subList(0, cut));
            checkSame(live, foldAtOnce(first, read.subList(cut, read.size())));
        }
    }

    /** As {@link #checkEverySplit}, in one go: for long histories. */
    public static void check(AccountState live, List<EventEnvelope> events) {
        checkSame(live, fold(live.id(), throughCodec(events)));
    }

    private static List<EventEnvelope> throughCodec(List<EventEnvelope> events) {
        var read = new ArrayList<EventEnvelope>(events.size());
        for (EventEnvelope event : events) {
            read.add(
                    new EventEnvelope(
                            event.account(),
                            event.revision(),
                            event.at(),
                            event.requestId(),
                            event.source(),
                            throughCodec(event.event())));
        }
        return read;
    }

    private static Event throughCodec(Event event) {
        try {
            Event read = CODEC.decode(CODEC.mark(event), CODEC.encode(event));
            if (!read.equals(event)) {
                throw new AssertionError("encoded " + event + ", read back " + read);
            }
            return read;
        } catch (Unreadable e) {
            throw new AssertionError("cannot be read back: " + event, e);
        }
    }

    private static void checkSame(AccountState live, AccountState folded) {
        if (live.revision() != folded.revision() || !rows(live).equals(rows(folded))) {
            throw new AssertionError(
                    "replay differs from live:\n" + rows(folded) + "\n" + rows(live));
        }
    }

    /** A table that was emptied equals one that never was. */
    private static Map<Table<?>, Map<String, Entity>> rows(AccountState state) {
        var rows = new HashMap<Table<?>, Map<String, Entity>>();
        state.tables()
                .forEach(
                        (table, entities) -> {
                            if (!entities.isEmpty()) {
                                rows.put(table, Map.copyOf(entities));
                            }
                        });
        return rows;
    }
}
