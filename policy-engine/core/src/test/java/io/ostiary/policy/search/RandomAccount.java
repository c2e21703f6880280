package io.ostiary.policy.search;

import io.ostiary.contract.id.AccountId;
import io.ostiary.policy.compile.CompiledPolicy;
import io.ostiary.policy.document.PolicyDocument;
import io.ostiary.policy.document.PolicyKind;
import io.ostiary.policy.evaluate.Guardrails;
import io.ostiary.policy.evaluate.LabelledPolicy;
import io.ostiary.policy.evaluate.PolicySet;
import io.ostiary.policy.parse.PolicyParseResult;
import io.ostiary.policy.parse.PolicyParser;
import io.ostiary.policy.request.Principal;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/** Draws an account whose policies often have to do with the questions drawn beside it. */
final class RandomAccount {

    static final AccountId HOME = new AccountId("111122223333");
    static final List<String> ACTIONS =
            List.of("s3:GetObject", "s3:PutObject", "sqs:SendMessage", "sts:AssumeRole");
    static final List<String> RESOURCES =
            List.of(
                    "arn:aws:s3:::home/u1/x",
                    "arn:aws:s3:::home/u2/x",
                    "arn:aws:s3:::logs/today",
                    "arn:aws:sqs:us-east-1:111122223333:queue",
                    "*");

    private static final List<String> ACTION_PATTERNS =
            List.of("s3:GetObject", "s3:Get*", "s3:*", "sqs:SendMessage", "*", "sts:AssumeRole");
    private static final List<String> RESOURCE_PATTERNS =
            List.of(
                    "*",
                    "arn:aws:s3:::home/*",
                    "arn:aws:s3:::home/${aws:username}/*",
                    "arn:aws:s3:::home/u1/x",
                    "arn:aws:s3:::*/x",
                    "arn:aws:s3:::logs/*",
                    "arn:aws:sqs:*:111122223333:queue");
    private static final List<String> CONDITIONS =
            List.of(
                    "\"StringEquals\":{\"aws:username\":[\"u1\",\"u2\"]}",
                    "\"StringLike\":{\"aws:PrincipalTag/team\":\"re*\"}",
                    "\"StringEquals\":{\"aws:ResourceTag/team\":\"${aws:PrincipalTag/team}\"}",
                    "\"Bool\":{\"aws:SecureTransport\":\"true\"}",
                    "\"BoolIfExists\":{\"aws:MultiFactorAuthPresent\":\"false\"}",
                    "\"IpAddress\":{\"aws:SourceIp\":\"10.0.0.0/8\"}",
                    "\"StringNotEquals\":{\"aws:RequestedRegion\":\"us-east-1\"}",
                    "\"Null\":{\"aws:PrincipalTag/team\":\"true\"}",
                    "\"StringEquals\":{\"aws:SourceIp\":\"${aws:PrincipalTag/team}\"}");

    /** By key: what a request may hold. */
    static final Map<String, List<String>> VALUES =
            new TreeMap<>(
                    Map.of(
                            "aws:securetransport", List.of("true", "false"),
                            "aws:multifactorauthpresent", List.of("true", "false"),
                            "aws:sourceip", List.of("10.1.1.1", "192.0.2.1", "red"),
                            "aws:requestedregion", List.of("us-east-1", "eu-west-1")));

    private final Random random;
    private final Map<String, String> bindings = new HashMap<>();
    final List<Subject> subjects = new ArrayList<>();
    final List<Map<String, List<String>>> known = new ArrayList<>();
    private final List<PolicySet> sets = new ArrayList<>();

    RandomAccount(long seed) {
        this.random = new Random(seed);
        int users = 4 + random.nextInt(12);
        for (int i = 0; i < users; i++) {
            bindings.put(userArn(i), userId(i));
        }
        bindings.put(roleArn(), roleId());
        List<LabelledPolicy> policies = new ArrayList<>();
        for (int i = 0; i < 3 + random.nextInt(10); i++) {
            policies.add(policy("p" + i, PolicyKind.IDENTITY));
        }
        for (int i = 0; i < users; i++) {
            Principal user = Principal.user(HOME, userId(i), userArn(i), "u" + i);
            add(user, policies, "u" + i);
        }
        add(Principal.roleSession(HOME, roleId(), roleArn(), roleArn()), policies, null);
        subjects.add(Subject.of(Principal.root(HOME), PolicySet.EMPTY, false));
        sets.add(PolicySet.EMPTY);
        known.add(Map.of());
    }

    private void add(Principal principal, List<LabelledPolicy> policies, @Nullable String name) {
        var set =
                new PolicySet(
                        some(policies, 3),
                        some(policies, 2),
                        random.nextInt(3) == 0 ? one(policies) : null,
                        null,
                        null,
                        Guardrails.NONE);
        Map<String, List<String>> keys = new HashMap<>();
        if (name != null) {
            keys.put("aws:username", List.of(name));
        }
        if (random.nextBoolean()) {
            keys.put("aws:principaltag/team", List.of(one(List.of("red", "blue", "10.1.1.1"))));
        }
        sets.add(set);
        known.add(keys);
        subjects.add(Subject.of(principal, set, random.nextInt(8) == 0));
    }

    /** A subject's policies as the evaluator takes them. */
    PolicySet policies(int subject, OpenQuestion question) {
        LabelledPolicy policy = question.policy();
        PolicySet set = sets.get(subject);
        PolicySet own = policy == null ? set : set.withResource(policy.label(), policy.policy());
        return own.withGuardrails(
                subjects.get(subject).exempt() ? Guardrails.NONE : question.guardrails());
    }

    Guardrails guardrails() {
        return random.nextInt(3) > 0
                ? Guardrails.NONE
                : new Guardrails(
                        List.of(
                                List.of(full(PolicyKind.SCP), policy("scp", PolicyKind.SCP)),
                                List.of(full(PolicyKind.SCP))),
                        List.of(List.of(full(PolicyKind.RCP), policy("rcp", PolicyKind.RCP))));
    }

    @Nullable LabelledPolicy resourcePolicy(boolean trust) {
        if (!trust && random.nextBoolean()) {
            return null;
        }
        return policy("resource", trust ? PolicyKind.TRUST : PolicyKind.RESOURCE);
    }

    private static LabelledPolicy full(PolicyKind kind) {
        return new LabelledPolicy("full", CompiledPolicy.of(PolicyDocument.fullAccess(kind)));
    }

    private LabelledPolicy policy(String label, PolicyKind kind) {
        var text = new StringBuilder("{\"Version\":\"2012-10-17\",\"Statement\":[");
        for (int i = random.nextInt(3); i >= 0; i--) {
            text.append(statement(kind)).append(i == 0 ? "]}" : ",");
        }
        return switch (PolicyParser.parse(text.toString(), kind)) {
            case PolicyParseResult.ParsedPolicy(var document) ->
                    new LabelledPolicy(label, CompiledPolicy.of(document, bindings));
            case PolicyParseResult.MalformedPolicy(String reason) ->
                    throw new IllegalStateException(reason + ": " + text);
        };
    }

    private String statement(PolicyKind kind) {
        boolean deny = kind == PolicyKind.RCP || random.nextInt(4) == 0;
        var text = new StringBuilder(deny ? "{\"Effect\":\"Deny\"" : "{\"Effect\":\"Allow\"");
        if (kind.namesPrincipals()) {
            boolean not = kind == PolicyKind.RESOURCE && deny && random.nextInt(3) == 0;
            text.append(not ? ",\"NotPrincipal\":" : ",\"Principal\":")
                    .append(kind == PolicyKind.RCP ? "\"*\"" : principal());
        }
        String action = kind == PolicyKind.TRUST ? "sts:AssumeRole" : one(ACTION_PATTERNS);
        if (kind == PolicyKind.RCP && action.equals("*")) {
            action = "s3:*";
        }
        text.append(",\"Action\":\"").append(action).append('"');
        if (kind != PolicyKind.TRUST) {
            text.append(random.nextInt(6) == 0 && kind != PolicyKind.RCP ? ",\"Not" : ",\"")
                    .append("Resource\":[\"")
                    .append(one(RESOURCE_PATTERNS))
                    .append("\",\"")
                    .append(one(RESOURCE_PATTERNS))
                    .append("\"]");
        }
        if (random.nextInt(2) == 0) {
            text.append(",\"Condition\":{").append(one(CONDITIONS)).append('}');
        }
        return text.append('}').toString();
    }

    private String principal() {
        return switch (random.nextInt(5)) {
            case 0 -> "\"*\"";
            case 1 -> "{\"AWS\":\"" + HOME.value() + "\"}";
            case 2 -> "{\"AWS\":[\"" + userArn(1) + "\",\"" + userArn(2) + "\"]}";
            case 3 -> "{\"AWS\":[\"" + roleArn() + "\"]}";
            default -> "{\"AWS\":[\"" + HOME.value() + "\",\"" + userArn(0) + "\"]}";
        };
    }

    private static String userArn(int number) {
        return "arn:aws:iam::111122223333:user/u" + number;
    }

    private static String userId(int number) {
        return "AIDAUSER00000000" + (1_000 + number);
    }

    private static String roleArn() {
        return "arn:aws:iam::111122223333:role/app";
    }

    private static String roleId() {
        return "AROAAPP000000000000A";
    }

    private <T> List<T> some(List<T> pool, int most) {
        List<T> some = new ArrayList<>();
        for (int i = random.nextInt(most + 1); i > 0; i--) {
            some.add(one(pool));
        }
        return some;
    }

    private <T> T one(List<T> pool) {
        return pool.get(random.nextInt(pool.size()));
    }
}
