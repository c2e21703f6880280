package io.ostiary.gateway.edge;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.MultiMap;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.List;

/** Whose word counts for where a request comes from (attack A022). */
final class TrustedProxiesTest {
    private static final TrustedProxies PROXIES =
            TrustedProxies.of(List.of("10.0.0.0/8", "2001:db8:1::/48", "127.0.0.1"));
    private static final String PROXY = "10.0.0.1";

    private static MultiMap headers(String... namesAndValues) {
        MultiMap headers = MultiMap.caseInsensitiveMultiMap();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            headers.add(namesAndValues[i], namesAndValues[i + 1]);
        }
        return headers;
    }

    private static @Nullable Origin origin(String peer, String... namesAndValues) {
        return PROXIES.origin(peer, false, headers(namesAndValues));
    }

    private static Origin sound(String peer, String... namesAndValues) {
        Origin origin = origin(peer, namesAndValues);
        assertNotNull(origin);
        return origin;
    }

    @Test
    void a022_headersOfAStrangerAreNotLookedAt() {
        String[] all = {
            "X-Forwarded-For", "10.0.0.7",
            "Forwarded", "for=10.0.0.8;proto=https;host=a.example",
            "X-Real-IP", "10.0.0.9",
            "X-Forwarded-Proto", "https",
            "X-Forwarded-Host", "b.example",
            "X-Forwarded-Prefix", "no path at all",
            "X-Forwarded-Port", "443"
        };
        for (String peer : List.of("192.0.2.1", "11.0.0.1", "2001:db8:2::1", "127.0.0.2")) {
            assertEquals(Origin.direct(peer, false), origin(peer, all), peer);
        }
        assertEquals(
                Origin.direct(PROXY, false),
                TrustedProxies.NONE.origin(PROXY, false, headers(all)));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "192.0.2.7                               | 192.0.2.7",
                "192.0.2.7:49152                         | 192.0.2.7",
                "10.9.9.9, 192.0.2.7                     | 192.0.2.7",
                "6.6.6.6, 192.0.2.7, 10.0.0.5            | 192.0.2.7",
                "junk, 192.0.2.7                         | 192.0.2.7",
                "10.0.0.6, 10.0.0.5                      | 10.0.0.6",
                "2001:db8:1::9, 10.0.0.5                 | 2001:db8:1:0:0:0:0:9",
                "2001:db8::1, 10.0.0.5                   | 2001:db8:0:0:0:0:0:1",
                "[2001:db8::1]:4711                      | 2001:db8:0:0:0:0:0:1",
                "::ffff:192.0.2.7                        | 192.0.2.7",
                "6.6.6.6, ::ffff:10.0.0.5                | 6.6.6.6"
            })
    void a022_theLastHopBeforeTheTrustedProxiesIsTheSource(String forwarded, String source) {
        assertEquals(source, sound(PROXY, "X-Forwarded-For", forwarded).sourceIp());
    }

    @Test
    void severalLinesOfAHeaderAreOneList() {
        assertEquals(
                "192.0.2.7",
                sound(PROXY, "X-Forwarded-For", "6.6.6.6, 192.0.2.7", "X-Forwarded-For", "10.0.0.5")
                        .sourceIp());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "unknown",
                "_hidden",
                "",
                "192.0.2.7,",
                "1",
                "1.2.3",
                "192.0.2.7:",
                "192.0.2.7:a",
                "192.0.2.300",
                "fe80::1%eth0",
                "[2001:db8::1",
                "[2001:db8::1]x",
                "localhost",
                "192.0.2.7, unknown, 10.0.0.5",
                "0x7f.0.0.1"
            })
    void a022_whatIsNoAddressIsRefusedRatherThanGuessed(String forwarded) {
        assertNull(origin(PROXY, "X-Forwarded-For", forwarded));
    }

    @Test
    void moreHopsThanAnybodyHasAreRefused() {
        assertNull(origin(PROXY, "X-Forwarded-For", "10.0.0.2" + ",10.0.0.2".repeat(40)));
    }

    @Test
    void theStandardHeaderIsReadAsItsRfcHasIt() {
        Origin origin =
                sound(
                        PROXY,
                        "Forwarded",
                        "for=6.6.6.6;proto=http, For=\"[2001:db8::17]:4711\";Proto=https;"
                                + "host=\"a.example:8443\";by=10.0.0.5;ext=\"a,b;c\\\"d\"",
                        "Forwarded",
                        "for=10.0.0.5;proto=http");
        assertEquals("2001:db8:0:0:0:0:0:17", origin.sourceIp());
        assertTrue(origin.secure());
        assertEquals("a.example:8443", origin.host());
        for (String broken :
                List.of("for=\"1.2.3.4", "for", "=1.2.3.4", "for=1.2.3.4,", "proto=https")) {
            assertNull(origin(PROXY, "Forwarded", broken), broken);
        }
    }

    /** A proxy writes one of the two headers; the other is what its client sent. */
    @Test
    void a022_twoHeadersThatDisagreeAreRefusedAndTwoThatAgreeAreNot() {
        assertNull(origin(PROXY, "X-Forwarded-For", "192.0.2.7", "Forwarded", "for=10.0.0.7"));
        assertNull(origin(PROXY, "X-Forwarded-For", "10.0.0.7", "Forwarded", "for=192.0.2.7"));
        assertEquals(
                "192.0.2.7",
                sound(PROXY, "X-Forwarded-For", "192.0.2.7", "Forwarded", "for=192.0.2.7")
                        .sourceIp());
    }

    @Test
    void theProxySaysWhetherItCameOverTls() {
        String[] from = {"X-Forwarded-For", "192.0.2.7"};
        assertFalse(sound(PROXY, from).secure());
        assertFalse(PROXIES.origin(PROXY, true, headers(from)).secure(), "only its own leg");
        assertTrue(sound(PROXY, with(from, "X-Forwarded-Proto", "https")).secure());
        assertTrue(sound(PROXY, with(from, "X-Forwarded-Proto", "HTTPS")).secure());
        for (String no : List.of("http", "https, http", "http, https", "", "httpss", "wss")) {
            assertFalse(sound(PROXY, with(from, "X-Forwarded-Proto", no)).secure(), no);
        }
        assertFalse(
                sound(PROXY, "Forwarded", "for=192.0.2.7;proto=http", "X-Forwarded-Proto", "https")
                        .secure());
        assertTrue(PROXIES.origin(PROXY, true, headers()).secure(), "its own request");
        assertFalse(PROXIES.origin(PROXY, false, headers()).secure());
    }

    private static String[] with(String[] some, String name, String value) {
        return new String[] {some[0], some[1], name, value};
    }

    @Test
    void aSecretComesThroughATrustedProxyOnlyWhenItSaysHttps() {
        String local = "127.0.0.1";
        String[] from = {"X-Forwarded-For", "192.0.2.7"};
        assertFalse(sound(local, from).mayCarrySecrets());
        assertFalse(sound(local, with(from, "X-Forwarded-Proto", "http")).mayCarrySecrets());
        assertTrue(sound(local, with(from, "X-Forwarded-Proto", "https")).mayCarrySecrets());
        assertTrue(sound(local).mayCarrySecrets(), "a program of this machine");
        assertFalse(
                PROXIES.origin("192.0.2.7", false, headers("X-Forwarded-Proto", "https"))
                        .mayCarrySecrets());
    }

    @Test
    void whatTheClientMayHaveSignedIsTheHostItCalled() {
        assertEquals(
                List.of("iam.example:8443", "iam.example", "127.0.0.1"),
                sound(PROXY, "Host", "127.0.0.1:4610", "X-Forwarded-Host", "iam.example:8443")
                        .otherHosts());
        assertEquals(
                List.of("iam.example:8443"),
                sound(PROXY, "Host", "iam.example", "X-Forwarded-Port", "8443").otherHosts());
        assertEquals(List.of("iam.example"), sound(PROXY, "Host", "iam.example:443").otherHosts());
        assertEquals(
                List.of("[2001:db8::1]:8443"),
                sound(PROXY, "Host", "[2001:db8::1]", "X-Forwarded-Port", "8443").otherHosts());
        assertEquals(
                List.of(),
                sound(PROXY, "Host", "iam.example", "X-Forwarded-Host", "a b").otherHosts());
        assertEquals(List.of(), sound(PROXY, "Host", "iam.example").otherHosts());
    }

    @Test
    void whatWasCutOffThePathIsAPath() {
        assertEquals("/iam", sound(PROXY, "X-Forwarded-Prefix", "/iam/").pathPrefix());
        assertEquals("", sound(PROXY, "X-Forwarded-Prefix", "/").pathPrefix());
        for (String broken : List.of("iam", "/a?b", "/a b", "/" + "a".repeat(300))) {
            assertNull(origin(PROXY, "X-Forwarded-Prefix", broken), broken);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "10.0.0.0/33",
                "10.0.0.0/-1",
                "10.0.0.0/",
                "a/8",
                "example.com",
                "::/129"
            })
    void whatIsNoNetworkIsRefused(String network) {
        assertThrows(IllegalArgumentException.class, () -> TrustedProxies.of(List.of(network)));
    }

    @Test
    void aNetworkHasItsAddressesAndNoOthers() {
        for (String inside :
                List.of("10.0.0.0", "10.255.255.255", "2001:db8:1:ffff::", "::ffff:10.1.1.1")) {
            assertEquals("6.6.6.6", sound(inside, "X-Forwarded-For", "6.6.6.6").sourceIp(), inside);
        }
        for (String outside : List.of("9.255.255.255", "11.0.0.0", "2001:db8:2::", "::10.0.0.1")) {
            assertEquals(outside, sound(outside, "X-Forwarded-For", "6.6.6.6").sourceIp(), outside);
        }
    }
}
