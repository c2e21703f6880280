package io.ostiary.standalone.tenancy;

import static io.ostiary.standalone.lesson.Client.refusal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.ostiary.standalone.lesson.RunningHouse;
import io.ostiary.standalone.lesson.Tenant;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.function.Executable;

import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.User;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Random;

/** A marker is good for the very list that it was given for (attack A113), and nothing else. */
@ExtendWith(RunningHouse.Shared.class)
final class MarkersTest {
    private final Tenant first;
    private final Tenant second;

    MarkersTest(RunningHouse house) {
        first = house.newAccount();
        second = house.newAccount();
        for (var tenant : List.of(first, second)) {
            for (String name : List.of("ada", "bob", "cyd")) {
                tenant.admin().iam().createUser(r -> r.userName(name));
                tenant.admin().iam().createGroup(r -> r.groupName(name));
            }
        }
    }

    @Test
    void onlyTheListThatGaveAMarkerTakesIt() {
        var own = first.admin().iam();
        String marker = marker(own);
        // The twin.
        assertEquals(
                List.of("bob", "cyd"),
                own.listUsers(r -> r.marker(marker)).users().stream().map(User::userName).toList());

        refused(second.admin().iam(), marker);
        refused(own, marker(second.admin().iam()));
        invalid(() -> own.listGroups(r -> r.marker(marker)));
        invalid(() -> own.listRoles(r -> r.marker(marker)));
        invalid(() -> own.listUsers(r -> r.marker(marker).pathPrefix("/b/")));
        String attached = own.listPolicies(r -> r.scope("AWS").maxItems(1)).marker();
        invalid(() -> own.listPolicies(r -> r.scope("All").marker(attached)));
        invalid(() -> own.listPolicies(r -> r.scope("AWS").onlyAttached(true).marker(attached)));
    }

    @Test
    void anEditedMarkerIsNone() {
        var own = first.admin().iam();
        String marker = marker(own);
        var random = new Random(1);
        for (int i = 0; i < 40; i++) {
            int at = random.nextInt(marker.length());
            char other = marker.charAt(at) == 'A' ? 'B' : 'A';
            refused(own, marker.substring(0, at) + other + marker.substring(at + 1));
        }
        refused(own, marker.substring(0, marker.length() - 1));
        refused(own, marker + "A");
        refused(own, "bob");
        refused(own, Base64.getEncoder().encodeToString("bob".getBytes(StandardCharsets.UTF_8)));
        refused(own, second.account() + "/bob");
    }

    private static String marker(IamClient iam) {
        return iam.listUsers(r -> r.maxItems(1)).marker();
    }

    private static void refused(IamClient iam, String marker) {
        invalid(() -> iam.listUsers(r -> r.marker(marker)));
    }

    private static void invalid(Executable call) {
        var refusal = refusal(call);
        assertEquals("ValidationError", refusal.code(), refusal.toString());
        assertEquals(400, refusal.status());
    }
}
