package io.ostiary.policy.compile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ostiary.contract.id.AccountId;
import io.ostiary.policy.document.Effect;
import io.ostiary.policy.document.PolicyKind;
import io.ostiary.policy.parse.PolicyParseResult;
import io.ostiary.policy.parse.PolicyParser;
import io.ostiary.policy.request.AuthorizationRequest;
import io.ostiary.policy.request.Principal;

import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** The index against the statements themselves, asked one after the other. */
class StatementIndexTest {

    private static final AccountId ACCOUNT = new AccountId("111122223333");
    private static final Map<String, List<String>> KEYS =
            Map.of("aws:username", List.of("alice"), "aws:x", List.of("ab"));
    private static final List<String> ACTIONS =
            List.of("s3:GetObject", "s3:PutObject", "s3:ListBucket", "iam:GetUser");
    private static final List<String> ACTION_PATTERNS =
            List.of(
                    "*",
                    "s3:*",
                    "s3:Get*",
                    "s3:GetObject",
                    "s3:?etObject",
                    "iam:*",
                    "s3:PutObject");
    private static final String[] PIECES = {
        "a", "b", "ab", "/", "*", "?", "${aws:username}", "${aws:x}", "${*}", "alice", "Aa", "BB"
    };

    @Test
    void itSaysWhatThePoliciesSayTogetherHoweverManyThereAre() {
        var said = new EnumMap<PolicyEffect, Integer>(PolicyEffect.class);
        for (int seed = 0; seed < 300; seed++) {
            var random = new Random(seed);
            List<CompiledPolicy> policies = new ArrayList<>();
            for (int i = random.nextInt(6); i >= 0; i--) {
                policies.add(policy(random));
            }
            StatementIndex index = StatementIndex.joined(policies);
            for (int i = 0; i < 40; i++) {
                AuthorizationRequest request = request(random);
                PolicyEffect wanted = PolicyEffect.NOTHING;
                for (CompiledPolicy policy : policies) {
                    for (CompiledStatement statement : policy.statements()) {
                        PolicyEffect one = effect(statement, request);
                        wanted = one.compareTo(wanted) > 0 ? one : wanted;
                    }
                }
                assertEquals(
                        wanted,
                        index.effect(request, false),
                        "seed " + seed + ": " + request.action() + " " + request.resource());
                said.merge(wanted, 1, Integer::sum);
            }
        }
        for (PolicyEffect effect :
                List.of(PolicyEffect.NOTHING, PolicyEffect.ALLOW, PolicyEffect.DENY)) {
            assertTrue(said.getOrDefault(effect, 0) > 1_000, said::toString);
        }
    }

    @Test
    void amongThousandsItFindsTheOneHoweverMuchTheyHaveInCommon() {
        var random = new Random(5);
        List<CompiledPolicy> policies = new ArrayList<>();
        for (int i = 0; i < 3_000; i++) {
            policies.add(compiled("[" + statement("Allow", action(i), crowded(i) + "/*") + "]"));
        }
        policies.add(compiled("[" + statement("Deny", "s3:Act7*", crowded(7) + "*/*") + "]"));
        StatementIndex index = StatementIndex.joined(policies);
        for (int round = 0; round < 2_000; round++) {
            int i = random.nextInt(3_000);
            PolicyEffect wanted =
                    crowded(i).startsWith(crowded(7)) && action(i).startsWith("s3:Act7")
                            ? PolicyEffect.DENY
                            : PolicyEffect.ALLOW;
            assertEquals(wanted, index.effect(request(action(i), crowded(i) + "/x"), false));
            assertEquals(
                    PolicyEffect.NOTHING,
                    index.effect(request(action(i), crowded(i) + "-"), false));
        }
    }

    /** Three in four differ at the end of a long name only, the others by their action. */
    private static String crowded(int i) {
        return "arn:aws:s3:::the-same-long-beginning-of-all/" + (i % 4 == 0 ? "shared" : i);
    }

    private static String action(int i) {
        return "s3:Act" + i % 999;
    }

    private static PolicyEffect effect(CompiledStatement statement, AuthorizationRequest request) {
        if (statement.applies(request, false) == Grant.NONE) {
            return PolicyEffect.NOTHING;
        }
        return statement.effect() == Effect.DENY ? PolicyEffect.DENY : PolicyEffect.ALLOW;
    }

    private static CompiledPolicy policy(Random random) {
        List<String> statements = new ArrayList<>();
        for (int i = random.nextInt(30); i >= 0; i--) {
            String effect = random.nextInt(12) == 0 ? "Deny" : "Allow";
            String action = ACTION_PATTERNS.get(random.nextInt(ACTION_PATTERNS.size()));
            statements.add(statement(effect, action, resource(random)));
        }
        return compiled(statements.toString());
    }

    private static String statement(String effect, String action, String resource) {
        return "{\"Effect\":\"%s\",\"Action\":\"%s\",\"%s\":\"%s\"}"
                .formatted(
                        effect,
                        action,
                        resource.startsWith("!") ? "NotResource" : "Resource",
                        resource.startsWith("!") ? resource.substring(1) : resource);
    }

    private static CompiledPolicy compiled(String statements) {
        String text = "{\"Version\":\"2012-10-17\",\"Statement\":" + statements + "}";
        return switch (PolicyParser.parse(text, PolicyKind.IDENTITY)) {
            case PolicyParseResult.ParsedPolicy(var document) -> CompiledPolicy.of(document);
            case PolicyParseResult.MalformedPolicy(String reason) ->
                    throw new IllegalArgumentException(reason + ": " + text);
        };
    }

    private static String resource(Random random) {
        return switch (random.nextInt(20)) {
            case 0 -> "*";
            case 1 -> "!arn:aws:s3:::" + name(random, PIECES.length);
            case 2 -> "arn:*:s3:::" + name(random, PIECES.length);
            default -> "arn:aws:s3:::" + name(random, PIECES.length);
        };
    }

    private static String name(Random random, int pieces) {
        var name = new StringBuilder("bucket-" + random.nextInt(3));
        for (int i = random.nextInt(4); i >= 0; i--) {
            name.append(PIECES[random.nextInt(pieces)]);
        }
        return name.toString();
    }

    private static AuthorizationRequest request(Random random) {
        return request(
                ACTIONS.get(random.nextInt(ACTIONS.size())),
                // The first four pieces are plain.
                random.nextInt(20) == 0 ? "*" : "arn:aws:s3:::" + name(random, 4));
    }

    private static AuthorizationRequest request(String action, String resource) {
        return AuthorizationRequest.of(
                action,
                resource,
                ACCOUNT,
                Principal.user(
                        ACCOUNT,
                        "AIDAALICE00000000001",
                        "arn:aws:iam::111122223333:user/alice",
                        "alice"),
                KEYS::get);
    }
}
