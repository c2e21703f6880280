package io.ostiary.policy.cases;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * Draws policies and requests from a small world, so that they often have to do with each other.
 */
final class RandomScenarios {

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    static final List<String> ACTIONS =
            List.of(
                    "s3:GetObject",
                    "s3:PutObject",
                    "iam:GetUser",
                    "sts:AssumeRole",
                    "S3:getobject");
    private static final List<String> ACTION_PATTERNS =
            List.of(
                    "*",
                    "s3:*",
                    "s3:Get*",
                    "s3:*Object",
                    "s3:GetObject",
                    "S3:GETOBJECT",
                    "iam:Get????",
                    "iam:*",
                    "sts:AssumeRole",
                    "*:Get*",
                    "s3:?*t*");
    private static final List<String> RCP_ACTION_PATTERNS =
            ACTION_PATTERNS.stream().filter(pattern -> !pattern.startsWith("*")).toList();
    static final List<String> RESOURCES =
            List.of(
                    "*",
                    "arn:aws:s3:::home/alice/x",
                    "arn:aws:s3:::home/a*b",
                    "arn:aws:iam::111122223333:user/alice",
                    "arn:aws:iam::111122223333:role/a:b/c");
    private static final List<String> RESOURCE_PATTERNS =
            List.of(
                    "*",
                    "arn:aws:s3:::home/*",
                    "arn:aws:s3:::*/${aws:username}/*",
                    "arn:aws:s3:::home/${aws:username}/x",
                    "arn:*:iam::*:user/${aws:username, 'alice'}",
                    "arn:aws:iam::${aws:PrincipalAccount}:*",
                    "arn:aws:iam::*:role/a*",
                    "arn:aws:s3:::home/a${*}b",
                    "arn:aws:s3",
                    "arn:aws:s3:::ho?e/*x");
    private static final List<String> OPERATORS =
            List.of(
                    "StringEquals",
                    "StringNotEquals",
                    "StringEqualsIgnoreCase",
                    "StringNotEqualsIgnoreCase",
                    "StringLike",
                    "StringNotLike",
                    "NumericEquals",
                    "NumericNotEquals",
                    "NumericLessThan",
                    "NumericLessThanEquals",
                    "NumericGreaterThan",
                    "NumericGreaterThanEquals",
                    "DateEquals",
                    "DateNotEquals",
                    "DateLessThan",
                    "DateLessThanEquals",
                    "DateGreaterThan",
                    "DateGreaterThanEquals",
                    "Bool",
                    "BinaryEquals",
                    "IpAddress",
                    "NotIpAddress",
                    "ArnEquals",
                    "ArnLike",
                    "ArnNotEquals",
                    "ArnNotLike",
                    "Null");
    private static final List<String> KEYS = List.of("aws:username", "AWS:x", "aws:y", "tag/Z");
    private static final List<String> TEXTS =
            List.of("alice", "ALICE", "a*", "*", "", "a?", "${aws:x}", "${aws:y, 'alice'}", "ab");
    private static final List<String> NUMBERS = List.of("1", "1.0", "2", "-3", "10");
    private static final List<String> DATES =
            List.of("2026-01-01", "2026-01-01T00:00:00Z", "1767225600", "2025-12-31T23:59:59.5Z");
    private static final List<String> ADDRESSES =
            List.of(
                    "10.0.0.1",
                    "10.0.0.0/8",
                    "0.0.0.0/0",
                    "::1",
                    "2001:db8::/32",
                    "::ffff:10.0.0.1");
    private static final List<String> ARNS =
            List.of(
                    "arn:aws:iam::111122223333:role/a:b/c",
                    "arn:aws:iam::*:role/*",
                    "arn:*:*:*:*:*",
                    "*",
                    "arn:aws:iam::111122223333:user/${aws:username}");
    private static final List<String> BINARIES = List.of("QUJD", "REVG", "YQ==", "QQ==");
    static final List<String> CALLERS = World.PRINCIPALS.keySet().stream().sorted().toList();
    private static final List<String> AWS =
            List.of(
                    "*",
                    "111122223333",
                    "444455556666",
                    "arn:aws:iam::111122223333:root",
                    "arn:aws:iam::111122223333:user/alice",
                    "arn:aws:iam::444455556666:user/mallory",
                    "arn:aws:iam::111122223333:role/app",
                    "arn:aws:iam::111122223333:role/unknown",
                    "arn:aws:sts::111122223333:assumed-role/app/s1",
                    "arn:aws:sts::111122223333:federated-user/guest",
                    "arn:aws:iam::444455556666:role/app",
                    "arn:aws:sts::444455556666:federated-user/guest",
                    "AROAAPP000000000000A",
                    "AIDAALICE00000000001");

    private final Random random;

    RandomScenarios(long seed) {
        this.random = new Random(seed);
    }

    Scenario next() {
        Map<String, ArrayNode> layers = new LinkedHashMap<>();
        layers.put("identity", statements("identity"));
        for (String layer : List.of("group", "boundary", "session")) {
            if (random.nextInt(3) == 0) {
                layers.put(layer, statements(layer));
            }
        }
        if (random.nextInt(3) > 0) {
            String layer = random.nextBoolean() ? "trust" : "resource";
            layers.put(layer, statements(layer));
        }
        for (String layer : List.of("scp", "rcp")) {
            if (random.nextInt(4) == 0) {
                layers.put(layer, levels(layer));
            }
        }
        return ask(
                new Scenario(
                        layers,
                        random.nextInt(4) == 0 ? null : "2012-10-17",
                        World.BINDINGS,
                        "alice",
                        "",
                        "",
                        "",
                        Map.of()));
    }

    /** Another question to the same policies. */
    Scenario ask(Scenario policies) {
        return policies.asking(
                one(CALLERS),
                policies.layers().containsKey("trust") ? "sts:AssumeRole" : one(ACTIONS),
                one(RESOURCES),
                random.nextInt(4) == 0 ? World.ABROAD : World.HOME,
                keys());
    }

    String resource() {
        return one(RESOURCES);
    }

    /** What another request could hold. */
    Map<String, List<String>> keys() {
        Map<String, List<String>> keys = new LinkedHashMap<>();
        for (String key :
                List.of("aws:username", "aws:x", "aws:y", "tag/z", "aws:principalaccount")) {
            if (random.nextInt(3) > 0) {
                keys.put(key, values(key));
            }
        }
        return keys;
    }

    private List<String> values(String key) {
        if (key.equals("aws:principalaccount")) {
            return List.of(World.HOME);
        }
        List<String> pool =
                one(
                        List.of(
                                TEXTS,
                                TEXTS,
                                NUMBERS,
                                DATES,
                                ADDRESSES,
                                ARNS,
                                BINARIES,
                                List.of("true", "FALSE")));
        List<String> values = new ArrayList<>();
        for (int i = random.nextInt(6) == 0 ? 0 : 1 + random.nextInt(2); i > 0; i--) {
            values.add(one(pool));
        }
        return values;
    }

    private ArrayNode levels(String layer) {
        ArrayNode levels = NODES.arrayNode();
        for (int i = 1 + random.nextInt(3); i > 0; i--) {
            ArrayNode level = NODES.arrayNode();
            if (random.nextInt(6) > 0) {
                level.add("FullAWSAccess");
            }
            if (random.nextInt(3) == 0) {
                level.addAll(statements(layer));
            }
            levels.add(level);
        }
        return levels;
    }

    private ArrayNode statements(String layer) {
        ArrayNode statements = NODES.arrayNode();
        // Many at times: then they are filed by their resources.
        int many = random.nextInt(6) == 0 ? 12 : 3;
        for (int i = 1 + random.nextInt(many); i > 0; i--) {
            statements.add(statement(layer));
        }
        return statements;
    }

    private ObjectNode statement(String layer) {
        boolean rcp = layer.equals("rcp");
        boolean allow = !rcp && random.nextInt(4) > 0;
        boolean trust = layer.equals("trust");
        ObjectNode statement = NODES.objectNode().put("Effect", allow ? "Allow" : "Deny");
        if (trust) {
            statement.put("Action", one(List.of("sts:AssumeRole", "sts:*", "STS:Assume*")));
        } else {
            statement.set(
                    !rcp && random.nextInt(6) == 0 ? "NotAction" : "Action",
                    some(rcp ? RCP_ACTION_PATTERNS : ACTION_PATTERNS));
            statement.set(
                    random.nextInt(6) == 0 ? "NotResource" : "Resource", some(RESOURCE_PATTERNS));
        }
        if (rcp) {
            statement.put("Principal", "*");
        }
        if (trust || layer.equals("resource")) {
            boolean not = !trust && !allow && random.nextInt(3) == 0;
            ObjectNode principal = NODES.objectNode();
            principal.set("AWS", some(AWS));
            if (random.nextInt(3) == 0) {
                principal.put("Service", "ec2.amazonaws.com");
            }
            if (random.nextInt(4) == 0) {
                principal.put("Federated", "accounts.google.com");
            }
            if (random.nextInt(4) == 0) {
                principal.put(
                        "CanonicalUser",
                        "79a59df900b949e55d96a1e698fbacedfd6e09d98eacf8f8d5218e7cd47ef2be");
            }
            statement.set(not ? "NotPrincipal" : "Principal", principal);
        }
        if (random.nextInt(2) == 0) {
            ObjectNode block = NODES.objectNode();
            for (int i = 1 + random.nextInt(2); i > 0; i--) {
                condition(block);
            }
            statement.set("Condition", block);
        }
        return statement;
    }

    private void condition(ObjectNode block) {
        String operator = one(OPERATORS);
        List<String> pool =
                switch (operator.replace("Not", "").substring(0, 3)) {
                    case "Str" -> TEXTS;
                    case "Num" -> NUMBERS;
                    case "Dat" -> DATES;
                    case "IpA" -> ADDRESSES;
                    case "Arn" -> ARNS;
                    case "Bin" -> BINARIES;
                    default -> List.of("true", "false");
                };
        String set = one(List.of("", "", "ForAllValues:", "ForAnyValue:"));
        String ifExists = !operator.equals("Null") && random.nextInt(3) == 0 ? "IfExists" : "";
        ObjectNode tests = NODES.objectNode();
        tests.set(one(KEYS), some(pool));
        block.set(set + operator + ifExists, tests);
    }

    private ArrayNode some(List<String> pool) {
        ArrayNode some = NODES.arrayNode();
        for (int i = 1 + random.nextInt(2); i > 0; i--) {
            some.add(one(pool));
        }
        return some;
    }

    private <T> T one(List<T> pool) {
        return pool.get(random.nextInt(pool.size()));
    }
}
