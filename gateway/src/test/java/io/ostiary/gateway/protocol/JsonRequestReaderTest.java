package io.ostiary.gateway.protocol;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.ostiary.gateway.model.ServiceCatalog;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.List;
import java.util.Map;

/** AWS JSON 1.1, strictly. */
class JsonRequestReaderTest {

    private static final String PREFIX = "AWSOrganizationsV20161128.";

    private final JsonRequestReader reader = new JsonRequestReader(ServiceCatalog.load());

    private Object read(String operation, byte[] body) {
        return PlainValues.comparable(reader.read(reader.operation(PREFIX + operation), body));
    }

    private WireError refusal(String operation, byte[] body) {
        return assertThrows(RefusedRequest.class, () -> read(operation, body)).error();
    }

    @Test
    void aRequestIsReadAlongItsShape() {
        assertEquals(
                Map.of(
                        "Email",
                        "a@example.com",
                        "AccountName",
                        "A \"b\" \u00e9",
                        "Tags",
                        List.of(Map.of("Key", "k", "Value", ""))),
                read(
                        "CreateAccount",
                        ("{\"Email\":\"a@example.com\",\"AccountName\":\"A \\\"b\\\" \\u00e9\","
                             + "\"RoleName\":null,\"Tags\":[{\"Key\":\"k\",\"Value\":\"\"}]}")
                                .getBytes(UTF_8)));
        assertEquals(Map.of(), read("ListAccounts", new byte[0]));
        assertEquals(
                Map.of("MaxResults", 20L),
                read("ListAccounts", " { \"MaxResults\" : 20 } ".getBytes(UTF_8)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"MaxResults\":1,\"MaxResults\":2}",
                "{\"MaxResults\":1,\"Max\\u0052esults\":2}",
                "{\"MaxResults\":1}{}",
                "{\"MaxResults\":1} x",
                "{\"MaxResults\":1",
                "{\"MaxResults\":1.0}",
                "{\"MaxResults\":1e1}",
                "{\"MaxResults\":\"1\"}",
                "{\"MaxResults\":01}",
                "{\"MaxResults\":true}",
                "{\"MaxResults\":[1]}",
                "{\"MaxResults\":NaN}",
                "{\"MaxResults\":99999999999999999999}",
                "{\"NextToken\":1}",
                "{'MaxResults':1}",
                "{MaxResults:1}",
                "{\"MaxResults\":1,}",
                "{/**/}",
                "[]",
                "null",
                "1",
                "\uFEFF{}",
                "{\"NextToken\":\"a\nb\"}",
            })
    void whatIsNotOneStrictObjectOfTheRightTypesIsRefused(String body) {
        WireError error = refusal("ListAccounts", body.getBytes(UTF_8));
        assertEquals("SerializationException", error.code());
        assertEquals(400, error.httpStatus());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"Admin\":true}",
                "{\"nextToken\":\"a\"}",
                "{\"NextToken\":\"a\\u0000\"}",
                "{\"NextToken\":\"\\uD800\"}",
                "{\"NextToken\":\"\\uFFFE\"}",
            })
    void a090_a021_unknownMembersAndWhatXmlCannotHoldAreRefused(String body) {
        assertEquals("ValidationException", refusal("ListAccounts", body.getBytes(UTF_8)).code());
    }

    @Test
    void otherEncodingsAreRefused() {
        assertEquals(
                "SerializationException", refusal("ListAccounts", "{}".getBytes(UTF_16LE)).code());
        assertEquals(
                "SerializationException",
                refusal("ListAccounts", new byte[] {'{', '"', (byte) 0xFF, '"', ':', '1', '}'})
                        .code());
    }

    @Test
    void a125_depthAndLengthAreBounded() {
        byte[] deep = ("{\"Tags\":" + "[".repeat(100_000)).getBytes(UTF_8);
        assertEquals("SerializationException", refusal("CreateAccount", deep).code());
        String many = "{\"Tags\":[" + "{},".repeat(20_000) + "{}]}";
        assertEquals("ValidationException", refusal("CreateAccount", many.getBytes(UTF_8)).code());
        assertEquals(
                "ValidationException",
                refusal("ListAccounts", new byte[JsonRequestReader.MAX_REQUEST + 1]).code());
        assertEquals(
                "SerializationException",
                refusal(
                                "ListInboundResponsibilityTransfers",
                                "{\"MaxResults\":1e999999999}".getBytes(UTF_8))
                        .code());
    }

    @ParameterizedTest
    @CsvSource({
        "AWSOrganizationsV20161128.Nope",
        "AWSOrganizationsV20161128.listaccounts",
        "ListAccounts",
        "''",
    })
    void anUnknownTargetIsAnUnknownOperation(String target) {
        WireError error =
                assertThrows(RefusedRequest.class, () -> reader.operation(target)).error();
        assertEquals("UnknownOperationException", error.code());
        assertEquals(400, error.httpStatus());
    }

    @Test
    void aRefusalDoesNotQuoteTheInput() {
        byte[] body = "{\"NextToken\":\"hunter2\",hunter3".getBytes(UTF_8);
        assertFalse(refusal("ListAccounts", body).toString().contains("hunter"));
    }
}
