package io.ostiary.projection.query;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.ostiary.contract.command.Actor;
import io.ostiary.contract.error.AwsError;
import io.ostiary.contract.query.MfaDeviceQuery.ListMFADevices;
import io.ostiary.contract.query.MfaDeviceQuery.ListVirtualMFADevices;
import io.ostiary.contract.result.MfaDeviceResult.ListMFADevicesResult;
import io.ostiary.contract.result.MfaDeviceResult.ListVirtualMFADevicesResult;
import io.ostiary.projection.History;
import io.ostiary.projection.House;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.util.List;

final class MfaDeviceQueriesTest {
    private final History history =
            History.opened("111111111111").user("alice").role("Deploy", "/");
    private final House house;

    MfaDeviceQueriesTest(@TempDir Path directory) {
        house = House.of(directory);
    }

    @BeforeEach
    void fold() {
        house.fold(history);
    }

    @AfterEach
    void close() {
        house.close();
    }

    private static ListMFADevices of(@Nullable String userName) {
        return new ListMFADevices(null, null, userName);
    }

    @Test
    void nobodyHasADevice() {
        var none = new ListMFADevicesResult(false, List.of(), null);
        Actor alice = House.user(history, "alice");
        assertEquals(none, house.found(ListMFADevicesResult.class, alice, of(null)));
        assertEquals(none, house.found(ListMFADevicesResult.class, alice, of("ALICE")));
        assertEquals(none, house.found(ListMFADevicesResult.class, House.root(history), of(null)));
        assertEquals(
                new ListVirtualMFADevicesResult(false, null, List.of()),
                house.found(
                        ListVirtualMFADevicesResult.class,
                        alice,
                        new ListVirtualMFADevices("Assigned", null, null)));
    }

    @Test
    void whoIsNotThereIsNotFoundAndASessionSaysWhoIsMeant() {
        AwsError error = house.refused(House.root(history), of("nobody"));
        assertEquals("NoSuchEntity", error.code());
        assertEquals("The user with name nobody cannot be found.", error.message());
        assertEquals(
                "ValidationError",
                house.refused(House.session(history, "Deploy"), of(null)).code());
    }
}
