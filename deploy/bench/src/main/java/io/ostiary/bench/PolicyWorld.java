package io.ostiary.bench;

import io.ostiary.contract.id.AccountId;
import io.ostiary.policy.compile.CompiledPolicy;
import io.ostiary.policy.compile.RecentQuestions;
import io.ostiary.policy.document.PolicyKind;
import io.ostiary.policy.evaluate.Guardrails;
import io.ostiary.policy.evaluate.LabelledPolicy;
import io.ostiary.policy.evaluate.PolicySet;
import io.ostiary.policy.parse.PolicyParseResult;
import io.ostiary.policy.parse.PolicyParser;
import io.ostiary.policy.request.ActionName;
import io.ostiary.policy.request.AuthorizationRequest;
import io.ostiary.policy.request.Principal;
import io.ostiary.policy.request.ResourceName;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Policies as people write them, and questions about them: some actions by name, some by wildcard,
 * a resource or three, now and then a condition or a deny. The same for the same seed.
 */
final class PolicyWorld {

    static final AccountId ACCOUNT = new AccountId("111122223333");

    private static final List<String> SERVICES =
            List.of("s3", "dynamodb", "sqs", "sns", "lambda", "kms", "ec2", "logs", "ssm", "ecr");
    private static final List<String> VERBS =
            List.of("Get", "Put", "List", "Delete", "Describe", "Create", "Update", "Tag");
    private static final List<String> NOUNS = List.of("Item", "Items", "Config", "Tags", "Status");
    private static final Map<String, List<String>> KEYS =
            Map.of(
                    "aws:username", List.of("alice"),
                    "aws:securetransport", List.of("true"),
                    "aws:sourceip", List.of("10.1.2.3"));

    /** As an engine has them: for all its principals. */
    private static final RecentQuestions QUESTIONS =
            new RecentQuestions(() -> ThreadLocalRandom.current().nextInt());

    private static final Principal ALICE =
            Principal.user(
                    ACCOUNT,
                    "AIDAALICE00000000001",
                    "arn:aws:iam::" + ACCOUNT.value() + ":user/alice",
                    "alice");

    private final Random random;
    private final int services;

    /** What statements name, each a question that some of them answer. */
    private final List<Named> named = new ArrayList<>();

    /** An action and a resource. */
    record Named(String action, String resource) {}

    /**
     * @param services among how many the statements are spread, at most ten
     */
    PolicyWorld(long seed, int services) {
        this.random = new Random(seed);
        this.services = services;
    }

    List<LabelledPolicy> policies(int count, int statements) {
        List<LabelledPolicy> policies = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            policies.add(new LabelledPolicy("identity/policy-" + i, compiled(text(statements))));
        }
        return policies;
    }

    static PolicySet of(List<LabelledPolicy> policies) {
        return new PolicySet(policies, List.of(), null, null, null, Guardrails.NONE)
                .remembering(QUESTIONS);
    }

    /**
     * So many, drawn skewed from 256: half of those about what some statement names, half about
     * what none need name.
     */
    AuthorizationRequest[] questions(int count) {
        List<AuthorizationRequest> some = new ArrayList<>();
        Map<String, ActionName> actions = new HashMap<>();
        for (Named about : named(256, ACCOUNT)) {
            some.add(
                    new AuthorizationRequest(
                            actions.computeIfAbsent(about.action(), ActionName::of),
                            ResourceName.of(about.resource()),
                            ACCOUNT,
                            ALICE,
                            KEYS::get));
        }
        int[] drawn = Skewed.below(some.size());
        var asked = new AuthorizationRequest[count];
        for (int i = 0; i < count; i++) {
            asked[i] = some.get(drawn[i % drawn.length]);
        }
        return asked;
    }

    /** So many, half of them of what statements name; their resources are of the account. */
    List<Named> named(int count, AccountId account) {
        List<Named> drawn = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            Named about =
                    i % 2 == 0
                            ? named.get(random.nextInt(named.size()))
                            : any(service(), random.nextInt(100_000));
            drawn.add(
                    new Named(
                            about.action(),
                            about.resource().replace(ACCOUNT.value(), account.value())
                                    + "/report"));
        }
        return drawn;
    }

    private Named any(String service, int number) {
        return new Named(service + ":" + verb() + noun(), arn(service, number));
    }

    /** A document of so many statements. */
    String text(int statements) {
        var text = new StringBuilder("{\"Version\":\"2012-10-17\",\"Statement\":[");
        for (int i = 0; i < statements; i++) {
            statement(text.append(i == 0 ? "" : ","));
        }
        return text.append("]}").toString();
    }

    private void statement(StringBuilder text) {
        String service = service();
        boolean deny = random.nextInt(15) == 0;
        text.append("{\"Effect\":\"").append(deny ? "Deny" : "Allow").append("\",\"Action\":[");
        String exact = "";
        for (int i = 1 + random.nextInt(5); i > 0; i--) {
            exact = service + ":" + verb() + noun();
            text.append('"').append(exact).append("\",");
        }
        text.append('"').append(service).append(':').append(verb());
        text.append(random.nextBoolean() ? "*" : noun()).append("\"],\"Resource\":[");
        String resource = "";
        for (int i = random.nextInt(3); i >= 0; i--) {
            resource = arn(service, random.nextInt(100_000));
            text.append('"').append(resource).append(random.nextBoolean() ? "/*" : "*");
            text.append(i == 0 ? "\"]" : "\",");
        }
        named.add(new Named(exact, resource));
        switch (random.nextInt(8)) {
            case 0 -> text.append(",\"Condition\":{\"Bool\":{\"aws:SecureTransport\":\"true\"}}");
            case 1 ->
                    text.append(",\"Condition\":{\"IpAddress\":{\"aws:SourceIp\":\"10.0.0.0/8\"}}");
            default -> {}
        }
        text.append('}');
    }

    private String service() {
        return SERVICES.get(random.nextInt(services));
    }

    private String verb() {
        return VERBS.get(random.nextInt(VERBS.size()));
    }

    private String noun() {
        return NOUNS.get(random.nextInt(NOUNS.size()));
    }

    private static String arn(String service, int number) {
        return "arn:aws:%s:us-east-1:%s:app-%d/data".formatted(service, ACCOUNT.value(), number);
    }

    static CompiledPolicy compiled(String text) {
        return switch (PolicyParser.parse(text, PolicyKind.IDENTITY)) {
            case PolicyParseResult.ParsedPolicy(var document) -> CompiledPolicy.of(document);
            case PolicyParseResult.MalformedPolicy(String reason) ->
                    throw new IllegalStateException(reason);
        };
    }
}
