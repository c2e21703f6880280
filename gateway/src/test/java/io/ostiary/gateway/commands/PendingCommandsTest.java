package io.ostiary.gateway.commands;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.ostiary.contract.id.AccountId;
import io.ostiary.contract.outcome.Outcome;
import io.ostiary.gateway.pipeline.CommandSender.Delivery;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class PendingCommandsTest {

    private static final AccountId GREEDY = new AccountId("111111111111");
    private static final AccountId MODEST = new AccountId("222222222222");

    @Test
    void a127_anAccountFillsAQuarterOfTheRoomAndTheOthersAreServed() {
        var pending = new PendingCommands(8);
        var first = present(pending.add(GREEDY, "g1", 1));
        assertNotNull(pending.add(GREEDY, "g2", 1));

        assertNull(pending.add(GREEDY, "g3", 1));
        assertNotNull(pending.add(MODEST, "m1", 1));
        assertEquals(3, pending.size());

        pending.complete(first, new Delivery.Unknown());
        pending.complete(first, new Delivery.Unknown());
        assertNotNull(pending.add(GREEDY, "g4", 1));
        assertNull(pending.add(GREEDY, "g5", 1));
        pending.abandon();
        assertEquals(0, pending.size());
    }

    @Test
    void theEndOfARequestsFirstRoundIsNotThatOfItsNext() {
        var pending = new PendingCommands(8);
        var first = present(pending.add(MODEST, "m", 10));
        pending.complete(first, new Delivery.Answered(new Outcome.Outdated(1)));
        var second = present(pending.add(MODEST, "m", 20));
        pending.expire(10);
        assertFalse(second.delivery().isDone());
        pending.expire(20);
        assertInstanceOf(Delivery.Unknown.class, second.delivery().join());
        assertEquals(0, pending.size());
    }

    private static PendingCommands.Pending present(PendingCommands.@Nullable Pending value) {
        assertNotNull(value);
        return value;
    }
}
