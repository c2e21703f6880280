package io.ostiary.projection;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.ostiary.contract.query.OrganizationQuery.DescribeOrganization;
import io.ostiary.contract.query.UserQuery.GetUser;
import io.ostiary.contract.query.UserQuery.ListUsers;
import io.ostiary.contract.result.UserResult.GetUserResult;
import io.ostiary.log.reader.Batch;
import io.ostiary.log.reader.Halt;
import io.ostiary.log.reader.Lease;
import io.ostiary.log.reader.Refusal;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;

final class ProjectionServiceTest {

    @TempDir Path directory;

    private final History history = History.opened("111111111111").user("alice");

    @Test
    void itAnswersOnlyWhileItsLeaseHolds() {
        try (var house = House.of(directory, history)) {
            house.found(GetUserResult.class, history, new GetUser("alice"));
            house.pass(Duration.ofSeconds(59));
            house.found(GetUserResult.class, history, new GetUser("alice"));
            house.pass(Duration.ofSeconds(2));
            assertUnavailable(house, history);
        }
    }

    @Test
    void aFreshReaderAnswersNothingBeforeItsFirstLease() {
        try (var house = House.of(directory, history)) {
            house.sink().lease(Lease.NONE);
            assertUnavailable(house, history);
        }
    }

    @Test
    void aRefusedAccountIsRefusedAndOthersGoOn_A119() {
        History other = History.opened("111111111112").user("alice");
        try (var house = House.of(directory, history, other)) {
            refuse(house, history);
            assertUnavailable(house, history);
            house.found(GetUserResult.class, other, new GetUser("alice"));
        }
    }

    @Test
    void aHaltedPartitionAnswersNothing_A118() {
        try (var house = House.of(directory, history)) {
            house.sink().halt(new Halt(0, 2, "the key is no account id"));
            assertUnavailable(house, history);
        }
    }

    @Test
    void everyAccountThatAnAnswerTouchesMustBeReadable() {
        History member = History.opened("222222222222", "111111111111");
        try (var house = House.of(directory, history, member)) {
            refuse(house, history);
            assertEquals(
                    "ServiceUnavailable",
                    house.refused(House.root(member), new DescribeOrganization()).code());
        }
    }

    @Test
    void queriesAndEventsAreCountedByName() {
        try (var house = House.of(directory, history)) {
            house.ask(House.root(history), new GetUser("alice"));
            house.ask(House.root(history), new GetUser("nobody"));
            house.ask(House.root(history), new ListUsers(null, null, null));
            var meters = house.meters();
            assertEquals(
                    2,
                    meters.get("ostiary.projection.queries")
                            .tag("operation", "GetUser")
                            .counter()
                            .count());
            assertEquals(2, meters.get("ostiary.projection.events").counter().count());
            assertEquals(
                    2,
                    meters.get("ostiary.projection.position")
                            .tag("partition", "0")
                            .gauge()
                            .value());
        }
    }

    private static void refuse(House house, History refused) {
        var refusal =
                new Refusal(
                        refused.account(), 0, house.next(), Refusal.Cause.UNREADABLE, "unknown");
        house.sink()
                .fold(
                        new Batch(
                                0,
                                List.of(),
                                Set.of(),
                                List.of(refusal),
                                House.mark(house.next() + 1)));
    }

    private static void assertUnavailable(House house, History asked) {
        assertEquals(
                "ServiceUnavailable",
                house.refused(House.root(asked), new GetUser("alice")).code());
    }
}
