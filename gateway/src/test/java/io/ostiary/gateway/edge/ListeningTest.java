package io.ostiary.gateway.edge;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.file.Path;
import java.util.List;

/** Nobody listens to the world in plain by mistake (attack A134). */
final class ListeningTest {
    private static final TlsFiles TLS = new TlsFiles(Path.of("cert.pem"), Path.of("key.pem"));

    private static Listening at(String host, boolean tls, boolean insecure) {
        return new Listening(
                List.of(ListenAddress.loopback(1), new ListenAddress(host, 4610)),
                tls ? TLS : null,
                TrustedProxies.NONE,
                insecure);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0.0.0.0", "::", "192.0.2.1", "2001:db8::1"})
    void a134_plainHttpOffTheLoopbackNeedsAWordAndWarns(String host) {
        String refused =
                assertThrows(IllegalArgumentException.class, () -> at(host, false, false))
                        .getMessage();
        assertNotNull(refused);
        for (String mend :
                List.of(
                        "--tls-cert",
                        "--tls-key",
                        "--insecure-listen",
                        "--trusted-proxy",
                        "4610")) {
            assertTrue(refused.contains(mend), refused);
        }
        assertNotNull(at(host, false, true).warning());
        assertNull(at(host, true, false).warning());
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "127.3.2.1", "::1", "localhost"})
    void theLoopbackNeedsNothing(String host) {
        assertNull(at(host, false, false).warning());
    }

    @Test
    void anAddressOfSixIsWrittenInBrackets() {
        assertEquals("[::1]:4610", new ListenAddress("::1", 4610).toString());
    }
}
