package io.ostiary.projection;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.ostiary.contract.query.GroupQuery;
import io.ostiary.contract.query.InstanceProfileQuery;
import io.ostiary.contract.query.PolicyQuery;
import io.ostiary.contract.query.Query;
import io.ostiary.contract.query.RoleQuery;
import io.ostiary.contract.query.UserQuery;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Two accounts with the same names for everything never see each other (A112, A114). */
final class TenancyTest {

    private static final String LEFT = "111111111111";
    private static final String RIGHT = "111111111112";

    @TempDir Path directory;

    @Test
    void anAccountAnswersTheSameWithAndWithoutANeighbour() {
        History left = RandomHistory.of(LEFT, 500, new Random(1));
        History right = RandomHistory.of(RIGHT, 500, new Random(2));
        List<String> alone;
        try (var house = House.of(directory.resolve("alone"), left)) {
            alone = answers(house, left);
        }
        try (var house = House.of(directory.resolve("both"), left, right)) {
            List<String> beside = answers(house, left);
            assertEquals(alone, beside);
            beside.forEach(answer -> assertFalse(answer.contains(RIGHT), answer));
            answers(house, right).forEach(answer -> assertFalse(answer.contains(LEFT), answer));
        }
    }

    private static List<String> answers(House house, History history) {
        var queries = new ArrayList<Query>();
        queries.add(new UserQuery.ListUsers(null, 1000, null));
        queries.add(new GroupQuery.ListGroups(null, 1000, null));
        queries.add(new RoleQuery.ListRoles(null, 1000, null));
        queries.add(new InstanceProfileQuery.ListInstanceProfiles(null, 1000, null));
        queries.add(new PolicyQuery.ListPolicies(null, 1000, null, null, null, null));
        for (int i = 0; i < 5; i++) {
            queries.add(
                    new PolicyQuery.ListEntitiesForPolicy(
                            null, null, 1000, null, "arn:aws:iam::aws:policy/P" + i, null));
        }
        for (int i = 0; i < 200; i++) {
            String name = "name" + i;
            queries.add(new UserQuery.GetUser(name));
            queries.add(new UserQuery.ListGroupsForUser(null, null, name));
            queries.add(new GroupQuery.GetGroup(name, null, null));
            queries.add(new RoleQuery.GetRole(name));
            queries.add(new InstanceProfileQuery.GetInstanceProfile(name));
        }
        return queries.stream()
                .map(query -> house.ask(House.root(history), query).toString())
                .toList();
    }
}
