package io.ostiary.policy.reference;

import com.fasterxml.jackson.databind.JsonNode;

import org.jspecify.annotations.Nullable;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.InetAddress;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The Condition element by the book: one key under one operator. */
final class ReferenceCondition {

    private static final List<String> NEGATED =
            List.of(
                    "StringNotEquals",
                    "StringNotEqualsIgnoreCase",
                    "StringNotLike",
                    "NumericNotEquals",
                    "DateNotEquals",
                    "NotIpAddress",
                    "ArnNotEquals",
                    "ArnNotLike");

    private ReferenceCondition() {}

    static boolean holds(
            String written,
            String key,
            JsonNode wanted,
            boolean variables,
            Map<String, List<String>> keys) {
        String operator = written.substring(written.indexOf(':') + 1);
        String set = written.substring(0, written.indexOf(':') + 1);
        boolean ifExists = operator.endsWith("IfExists");
        if (ifExists) {
            operator = operator.substring(0, operator.length() - 8);
        }
        boolean negated = NEGATED.contains(operator);
        List<String> values = keys.getOrDefault(ReferenceEvaluator.lower(key), List.of());
        boolean nothing = values.stream().allMatch(String::isEmpty);
        List<String> policy = new ArrayList<>();
        ReferenceEvaluator.each(wanted).forEach(value -> policy.add(value.asText()));
        if (operator.equals("Null")) {
            return policy.stream().anyMatch(want -> Boolean.parseBoolean(want) == nothing);
        }
        if (values.isEmpty() && ifExists) {
            return true;
        }
        String positive = operator;
        List<Boolean> results =
                values.stream()
                        .map(
                                value ->
                                        negated
                                                != policy.stream()
                                                        .anyMatch(
                                                                want ->
                                                                        one(
                                                                                positive, value,
                                                                                want, variables,
                                                                                keys)))
                        .toList();
        return switch (set) {
            case "ForAllValues:" -> nothing || !results.contains(false);
            case "ForAnyValue:" -> !nothing && results.contains(true);
            // NOR under a negated operator: no value of the request may be among the policy's.
            default -> negated ? !results.contains(false) : results.contains(true);
        };
    }

    private static boolean one(
            String operator,
            String value,
            String want,
            boolean variables,
            Map<String, List<String>> keys) {
        return switch (operator) {
            case "StringEquals", "StringNotEquals" ->
                    ReferencePattern.matches(want, value, false, variables, keys);
            case "StringEqualsIgnoreCase", "StringNotEqualsIgnoreCase" ->
                    ignoringCase(want, value, variables, keys);
            case "StringLike", "StringNotLike" ->
                    ReferencePattern.matches(want, value, true, variables, keys);
            case "ArnEquals", "ArnLike", "ArnNotEquals", "ArnNotLike" ->
                    ReferenceEvaluator.arn(want, value, variables, keys, false);
            case "Bool" -> ReferenceEvaluator.lower(want).equals(ReferenceEvaluator.lower(value));
            case "BinaryEquals" -> Arrays.equals(binary(want), binary(value));
            case "IpAddress", "NotIpAddress" -> address(want, value);
            default ->
                    operator.startsWith("Numeric")
                            ? compared(operator.substring(7), number(value), number(want))
                            : compared(operator.substring(4), date(value), date(want));
        };
    }

    private static boolean ignoringCase(
            String want, String value, boolean variables, Map<String, List<String>> keys) {
        Map<String, List<String>> folded = new HashMap<>();
        keys.forEach(
                (key, values) ->
                        folded.put(key, values.stream().map(ReferenceEvaluator::lower).toList()));
        return ReferencePattern.matches(
                ReferenceEvaluator.lower(want),
                ReferenceEvaluator.lower(value),
                false,
                variables,
                folded);
    }

    private static <T extends Comparable<T>> boolean compared(
            String how, @Nullable T value, @Nullable T want) {
        if (value == null || want == null) {
            return false;
        }
        int order = value.compareTo(want);
        return switch (how) {
            case "Equals", "NotEquals" -> order == 0;
            case "LessThan" -> order < 0;
            case "LessThanEquals" -> order <= 0;
            case "GreaterThan" -> order > 0;
            case "GreaterThanEquals" -> order >= 0;
            default -> throw new AssertionError(how);
        };
    }

    private static byte @Nullable [] binary(String text) {
        try {
            return Base64.getDecoder().decode(text);
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    private static @Nullable BigDecimal number(String text) {
        return text.matches("[+-]?[0-9]+(\\.[0-9]+)?") ? new BigDecimal(text) : null;
    }

    private static @Nullable Instant date(String text) {
        if (text.matches("[0-9]+")) {
            return Instant.ofEpochSecond(Long.parseLong(text));
        }
        if (text.matches("-[0-9]{1,9}")) {
            // With a sign it is a year, as AWS's own acceptance of -292275054 shows.
            return LocalDate.of(Integer.parseInt(text), 1, 1)
                    .atStartOfDay(ZoneOffset.UTC)
                    .toInstant();
        }
        try {
            return text.contains("T")
                    ? OffsetDateTime.parse(text).toInstant()
                    : LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant();
        } catch (DateTimeParseException e) {
            return null;
        }
    }

    private static boolean address(String want, String value) {
        String[] parts = want.split("/");
        byte[] network = bytes(parts[0]);
        byte[] address = bytes(value);
        if (network == null || address == null || network.length != address.length) {
            return false;
        }
        int prefix = parts.length == 2 ? Integer.parseInt(parts[1]) : network.length * 8;
        if (parts.length == 2 && network.length == 4 && parts[0].contains(":")) {
            // Written as IPv6, counted as IPv6.
            prefix -= 96;
        }
        int host = network.length * 8 - prefix;
        return new BigInteger(1, network)
                .shiftRight(host)
                .equals(new BigInteger(1, address).shiftRight(host));
    }

    private static byte @Nullable [] bytes(String text) {
        String part = "(0|[1-9][0-9]{0,2})";
        boolean four = text.matches(part + "(\\." + part + "){3}");
        if (!four && (!text.contains(":") || text.contains("%"))) {
            return null;
        }
        try {
            // Of a mapped address this gives the four bytes of IPv4.
            return InetAddress.ofLiteral(text).getAddress();
        } catch (IllegalArgumentException e) {
            return null;
        }
    }
}
