package io.ostiary.gateway.serve;

import io.ostiary.gateway.model.Location;
import io.ostiary.gateway.model.Member;
import io.ostiary.gateway.model.OperationModel;
import io.ostiary.gateway.model.Protocol;
import io.ostiary.gateway.model.Shape;
import io.ostiary.gateway.model.Shape.BlobShape;
import io.ostiary.gateway.model.Shape.BooleanShape;
import io.ostiary.gateway.model.Shape.DoubleShape;
import io.ostiary.gateway.model.Shape.IntegerShape;
import io.ostiary.gateway.model.Shape.ListShape;
import io.ostiary.gateway.model.Shape.LongShape;
import io.ostiary.gateway.model.Shape.MapShape;
import io.ostiary.gateway.model.Shape.StringShape;
import io.ostiary.gateway.model.Shape.StructureShape;
import io.ostiary.gateway.model.Shape.TimestampShape;
import io.ostiary.gateway.model.TextPattern;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Inputs along a model: the least that is valid, and random ones that mostly are not. */
final class Inputs {

    private static final List<String> CANDIDATES =
            List.of(
                    "a",
                    "/",
                    "123456",
                    "111111111111",
                    "2026-01-01",
                    "/abc",
                    "arn:aws:iam::111111111111:role/some-role",
                    "arn:aws:iam::111111111111:mfa/some-device",
                    "AKIAIOSFODNN7EXAMPLE",
                    "v1",
                    "a@b.example",
                    "ou-abcd-12345678",
                    "r-abcd",
                    "p-12345678",
                    "h-12345678",
                    "car-12345678",
                    "rt-12345678",
                    "o-1234567890",
                    "ec2.amazonaws.com",
                    "https://idp.example.com",
                    "{}",
                    "a".repeat(32),
                    "a".repeat(64),
                    "a".repeat(128),
                    "0".repeat(40),
                    "arn:aws:organizations::111111111111:policy/o-1234567890/service_control_policy/p-12345678",
                    "task/v1/a/a",
                    "o-1234567890/r-abcd/",
                    "a".repeat(36),
                    "a".repeat(1_024));

    private static final List<String> NASTY =
            List.of(
                    "",
                    " ",
                    "*",
                    "\u0000",
                    "\ud800",
                    "\u00e9\u4e2d\ud83d\ude00",
                    "<a>&\"'",
                    "true",
                    "-1",
                    "99999999999999999999",
                    "0x10",
                    "3600.0",
                    "arn:aws:iam::111111111111:policy/p",
                    "a".repeat(5_000),
                    "{\"Statement\":[{\"Principal\":{\"AWS\":[",
                    "../..",
                    "2026-01-01T00:00:00Z");

    private Inputs() {}

    static String minimal(OperationModel model) {
        if (model.service().protocol() == Protocol.JSON_1_1) {
            return json(model.input());
        }
        List<String> pairs = new ArrayList<>();
        form(model.input(), "", pairs);
        return String.join("&", pairs);
    }

    private static void form(StructureShape shape, String prefix, List<String> pairs) {
        for (Member member : shape.members()) {
            if (member.required()) {
                form(member, prefix + member.wireName(), pairs);
            }
        }
    }

    private static void form(Member member, String name, List<String> pairs) {
        switch (member.shape()) {
            case StructureShape structure -> {
                int before = pairs.size();
                form(structure, name + ".", pairs);
                if (pairs.size() == before) {
                    pairs.add(name + "="); // a structure without members
                }
            }
            case ListShape list -> form(list.element(), name + ".member.1", pairs);
            case MapShape map -> {
                form(map.key(), name + ".entry.1.key", pairs);
                form(map.value(), name + ".entry.1.value", pairs);
            }
            case Shape scalar -> pairs.add(name + "=" + TestGateway.encoded(scalar(scalar)));
        }
    }

    /** What a REST operation wants in its body; what stands elsewhere is left out. */
    static String body(OperationModel model) {
        return json(model.input());
    }

    private static String json(StructureShape shape) {
        List<String> members = new ArrayList<>();
        for (Member member : shape.members()) {
            if (member.required() && member.location() == Location.BODY) {
                members.add('"' + member.wireName() + "\":" + json(member.shape()));
            }
        }
        return "{" + String.join(",", members) + "}";
    }

    private static String json(Shape shape) {
        return switch (shape) {
            case StructureShape structure -> json(structure);
            case ListShape list -> "[" + json(list.element().shape()) + "]";
            case MapShape _ -> "{}";
            case StringShape _, BlobShape _ -> '"' + scalar(shape).replace("\"", "\\\"") + '"';
            case TimestampShape _ -> "1";
            case IntegerShape _, LongShape _, DoubleShape _, BooleanShape _ -> scalar(shape);
        };
    }

    private static String scalar(Shape shape) {
        return switch (shape) {
            case StringShape string -> text(string);
            case IntegerShape number -> atLeast(number.min());
            case LongShape number -> atLeast(number.min());
            case BooleanShape _ -> "true";
            case TimestampShape _ -> "2026-01-01T00:00:00Z";
            case BlobShape _ -> "YQ==";
            case DoubleShape _ -> "1";
            case StructureShape _, ListShape _, MapShape _ ->
                    throw new IllegalArgumentException(shape.name());
        };
    }

    private static String atLeast(@Nullable Long min) {
        return Long.toString(min == null ? 1 : Math.max(1, min));
    }

    private static String text(StringShape shape) {
        if (!shape.enumValues().isEmpty()) {
            return shape.enumValues().getFirst();
        }
        Long min = shape.min();
        for (String candidate : CANDIDATES) {
            if (fits(shape, candidate)) {
                return candidate;
            }
        }
        for (String letter : List.of("a", "A", "1")) {
            String repeated = letter.repeat(min == null ? 1 : Math.max(1, min.intValue()));
            if (fits(shape, repeated)) {
                return repeated;
            }
        }
        throw new AssertionError("no candidate for " + shape);
    }

    private static boolean fits(StringShape shape, String text) {
        Long min = shape.min();
        Long max = shape.max();
        TextPattern pattern = shape.pattern();
        return (min == null || text.length() >= min)
                && (max == null || text.length() <= max)
                && (pattern == null || pattern.matches(text));
    }

    static String random(OperationModel model, Random random) {
        Protocol protocol = model.service().protocol();
        if (protocol == Protocol.REST_XML) {
            return NASTY.get(random.nextInt(NASTY.size()));
        }
        boolean json = protocol == Protocol.JSON_1_1 || protocol == Protocol.REST_JSON;
        List<String> parts = new ArrayList<>();
        for (Member member : model.input().members()) {
            if (random.nextInt(3) > 0) {
                String value =
                        random.nextBoolean() && isScalar(member.shape())
                                ? scalar(member.shape())
                                : NASTY.get(random.nextInt(NASTY.size()));
                parts.add(
                        json
                                ? '"' + member.wireName() + "\":" + jsonText(value, random)
                                : member.wireName()
                                        + suffix(member.shape(), random)
                                        + '='
                                        + TestGateway.encoded(value));
            }
        }
        if (random.nextInt(10) == 0) {
            parts.add(json ? "\"Unknown\":1" : "%zz&=&a=b");
        }
        return json ? "{" + String.join(",", parts) + "}" : String.join("&", parts);
    }

    private static String jsonText(String value, Random random) {
        return switch (random.nextInt(4)) {
            case 0 -> "[\"a\"]";
            case 1 -> "1e400";
            default -> '"' + value.replace("\\", "").replace("\"", "\\\"") + '"';
        };
    }

    private static boolean isScalar(Shape shape) {
        return !(shape instanceof StructureShape
                || shape instanceof ListShape
                || shape instanceof MapShape);
    }

    private static String suffix(Shape shape, Random random) {
        if (isScalar(shape)) {
            return "";
        }
        return List.of(
                        "",
                        ".member.1",
                        ".member.2",
                        ".member.2147483647",
                        ".member.1.Key",
                        ".x.y.z")
                .get(random.nextInt(6));
    }
}
