package io.ostiary.gateway.edge;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class OriginTest {

    @ParameterizedTest
    @CsvSource({
        "false, 127.0.0.1, true",
        "false, 127.9.9.9, true",
        "false, ::1, true",
        "false, 0:0:0:0:0:0:0:1, true",
        "false, ::ffff:127.0.0.1, true",
        "false, 192.0.2.1, false",
        "false, 2001:db8::1, false",
        "false, 0.0.0.0, false",
        "false, fe80::1%nowhere, false",
        "false, localhost, false",
        "true, 192.0.2.1, true"
    })
    void aSecretComesOverTlsOrOnThisMachineOnly(boolean secure, String peer, boolean may) {
        assertEquals(may, Origin.direct(peer, secure).mayCarrySecrets());
    }
}
