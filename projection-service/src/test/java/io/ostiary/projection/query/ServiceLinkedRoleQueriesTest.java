package io.ostiary.projection.query;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.ostiary.contract.event.RoleEvent.RoleDeletionTaskSucceeded;
import io.ostiary.contract.query.ServiceLinkedRoleQuery.GetServiceLinkedRoleDeletionStatus;
import io.ostiary.contract.result.ServiceLinkedRoleResult.GetServiceLinkedRoleDeletionStatusResult;
import io.ostiary.projection.History;
import io.ostiary.projection.House;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.util.List;

/** How far the deletion of a service-linked role has got. */
final class ServiceLinkedRoleQueriesTest {
    private static final String FIRST = "task/aws-service-role/a.amazonaws.com/A/1";
    private static final String SECOND = "task/aws-service-role/a.amazonaws.com/A/2";

    @Test
    void aTaskIsToldUntilItIsForgottenAndOnlyToItsAccount(@TempDir Path directory) {
        History history = History.opened("111111111111");
        history.add(new RoleDeletionTaskSucceeded(FIRST, List.of(), history.now()));
        History neighbour = History.opened("222222222222");
        try (var house = House.of(directory, history, neighbour)) {
            assertEquals("SUCCEEDED", status(house, history, FIRST));
            assertEquals("NoSuchEntity", refusal(house, neighbour, FIRST));
            assertEquals("NoSuchEntity", refusal(house, history, SECOND));
            assertEquals("InvalidInput", refusal(house, history, "1"));

            history.add(new RoleDeletionTaskSucceeded(SECOND, List.of(FIRST), history.now()));
            house.fold(history);
            assertEquals("SUCCEEDED", status(house, history, SECOND));
            assertEquals("NoSuchEntity", refusal(house, history, FIRST));
        }
    }

    private static String status(House house, History history, String task) {
        return house.found(
                        GetServiceLinkedRoleDeletionStatusResult.class,
                        history,
                        new GetServiceLinkedRoleDeletionStatus(task))
                .status();
    }

    private static String refusal(House house, History history, String task) {
        return house.refused(House.root(history), new GetServiceLinkedRoleDeletionStatus(task))
                .code();
    }
}
