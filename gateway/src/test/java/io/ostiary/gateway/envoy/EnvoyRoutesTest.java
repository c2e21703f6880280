package io.ostiary.gateway.envoy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which request is which action on which resource, and which is none. */
final class EnvoyRoutesTest {
    private static final String ARN = "arn:aws:execute-api:us-east-1:111122223333:";
    private static final EnvoyRoutes ROUTES =
            EnvoyRoutes.parse(
                    """
                    {"hosts": ["a.example", "B.example:8443"], "routes": [
                      {"method": "GET", "path": "/pets/{id}", "service": "execute-api",
                       "action": "execute-api:Invoke", "resource": "%1$spets/{method}/{id}"},
                      {"path": "/files/{key+}", "service": "s3", "body": "unchecked",
                       "action": "s3:GetObject", "resource": "arn:aws:s3:::files/{key}"},
                      {"path": "/exact//%%2F/../x", "service": "execute-api",
                       "action": "execute-api:Invoke", "resource": "%1$sodd"},
                      {"host": "b.example:8443", "path": "/", "service": "execute-api",
                       "action": "execute-api:Root", "resource": "*"}]}
                    """
                            .formatted(ARN));

    private static @Nullable String resource(String method, String path) {
        var found = ROUTES.find("a.example", method, path);
        return found == null ? null : found.resource();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "GET | /pets/7               | pets/GET/7",
                "GET | /pets/a%20b           | pets/GET/a b",
                "GET | /pets/%C3%A9          | pets/GET/\u00e9",
                "GET | /pets/a:b             | pets/GET/a:b",
                "GET | /exact//%2F/../x      | odd",
                "PUT | /exact//%2F/../x      | odd"
            })
    void aRouteNamesTheResource(String method, String path, String resource) {
        assertEquals(ARN + resource, resource(method, path));
    }

    @Test
    void aNameMayStandForAllThatFollows() {
        assertEquals("arn:aws:s3:::files/a/b/c", resource("GET", "/files/a/b/c"));
        assertNull(resource("GET", "/files/"));
        assertNull(resource("GET", "/files"));
        assertNull(resource("GET", "/files/a/"));
    }

    /** What two programs could read in two ways is nobody's route unless it is spelt out. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "/pets//7",
                "//pets/7",
                "/pets/7/",
                "/pets/",
                "/pets",
                "/pets/7/8",
                "/Pets/7",
                "/pets/..",
                "/pets/.",
                "/pets/%2e%2e",
                "/pets/%2E",
                "/./pets/7",
                "/x/../pets/7",
                "/pets/7%2F8",
                "/pets/7%2f8",
                "/pets/7%5C8",
                "/pets/7\\8",
                "/pets/%252F",
                "/pets/7%00",
                "/pets/7%0a",
                "/pets/%",
                "/pets/%4",
                "/pets/%zz",
                "/pets/%ff",
                "/pets/*",
                "/pets/%2A",
                "/pets/%3F",
                "/p%65ts/7",
                "pets/7",
                "",
                "/pets/7#x",
                "/files/a/../b",
                "/files/a//b",
                "/files/%2e%2e/b",
                "/files/a%2Fb",
                "/pets/\u00e9",
                "/exact/%2F/../x",
                "/exact//%2f/../x",
                "/exact//%2F/x"
            })
    void whatIsNotPlainHasNoRoute(String path) {
        assertNull(resource("GET", path), path);
    }

    @Test
    void hostAndMethodBelongToIt() {
        assertNull(resource("POST", "/pets/7"));
        assertNull(resource("get", "/pets/7"));
        assertNull(ROUTES.find("c.example", "GET", "/pets/7"));
        assertNull(ROUTES.find("a.example:80", "GET", "/pets/7"));
        assertNotNull(ROUTES.find("A.EXAMPLE", "GET", "/pets/7"));
        assertNull(ROUTES.find("a.example", "GET", "/"));
        assertNotNull(ROUTES.find("b.example:8443", "GET", "/"));
    }

    private static String file(String route) {
        return "{\"hosts\": [\"a\"], \"routes\": [" + route + "]}";
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "`path`: `pets`              | begins with",
                "`path`: `/{id}x`            | whole segment",
                "`path`: `/{id}/{id}`        | twice",
                "`path`: `/{key+}/x`         | last segment",
                "`path`: `/x?y`              | query",
                "`resource`: `arn:aws:s3:::{nothing}` | not in the path",
                "`resource`: `arn:aws:s3::{id}:x`     | behind its account",
                "`resource`: `{id}`          | behind its account",
                "`resource`: `x`             | ARN",
                "`action`: `s3`              | service:Action",
                "`action`: `s3:*`            | service:Action",
                "`service`: `iam`            | ours",
                "`service`: `sts`            | ours",
                "`service`: `organizations`  | ours",
                "`service`: `ostiary`        | ours",
                "`host`: `b`                 | among the hosts",
                "`body`: `any`               | checked or unchecked",
                "`extra`: `x`                | not known",
                "`method`: ``                | a text"
            })
    void aFileThatMeansNothingIsRefusedWithWhere(String member, String told) {
        var usual =
                new java.util.TreeMap<>(
                        java.util.Map.of(
                                "path", "/{id}",
                                "service", "s3",
                                "action", "s3:GetObject",
                                "resource", "arn:aws:s3:::b/{id}"));
        String[] parts = member.replace("`", "").split(": ?", 2);
        usual.put(parts[0], parts[1]);
        String route =
                usual.entrySet().stream()
                        .map(e -> "\"" + e.getKey() + "\":\"" + e.getValue() + "\"")
                        .collect(java.util.stream.Collectors.joining(",", "{", "}"));
        var e = assertThrows(IllegalArgumentException.class, () -> EnvoyRoutes.parse(file(route)));
        String message = String.valueOf(e.getMessage());
        assertTrue(message.startsWith("routes[0]: ") && message.contains(told), message);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[]",
                "{",
                "{\"hosts\": [\"a\"]}",
                "{\"routes\": []}",
                "{\"hosts\": [\"a\"], \"routes\": []}",
                "{\"hosts\": [\"a\"], \"hosts\": [\"b\"], \"routes\": []}",
                "{\"hosts\": [7], \"routes\": []}",
                "{\"hosts\": [\"a\"], \"routes\": [7]}",
                "{} {}"
            })
    void whatIsNoFileIsRefused(String text) {
        assertThrows(IllegalArgumentException.class, () -> EnvoyRoutes.parse(text));
    }
}
