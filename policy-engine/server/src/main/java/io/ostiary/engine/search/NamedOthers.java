package io.ostiary.engine.search;

import io.ostiary.contract.id.AccountId;
import io.ostiary.contract.id.Arn;
import io.ostiary.contract.port.SearchAnswer.Item;
import io.ostiary.contract.port.SearchAnswer.Side;
import io.ostiary.policy.compile.CompiledPolicy;
import io.ostiary.policy.document.Effect;
import io.ostiary.policy.document.PolicyDocument;
import io.ostiary.policy.document.PolicyKind;
import io.ostiary.policy.document.PrincipalElement;
import io.ostiary.policy.document.PrincipalElement.Entry;
import io.ostiary.policy.document.Statement;
import io.ostiary.policy.evaluate.Guardrails;
import io.ostiary.policy.evaluate.LabelledPolicy;
import io.ostiary.policy.parse.PolicyParseResult;
import io.ostiary.policy.parse.PolicyParser;
import io.ostiary.policy.request.Principal;
import io.ostiary.policy.search.KeySource;
import io.ostiary.policy.search.OpenEvaluator;
import io.ostiary.policy.search.OpenQuestion;
import io.ostiary.policy.search.QuestionKeys;
import io.ostiary.policy.search.Subject;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Whom the policy of an own resource names beside the principals of the account: what this side
 * allows them. Nothing is looked up about them; they are what the policy calls them.
 */
final class NamedOthers {

    /** Of what their own account says only the best can be assumed. */
    private static final LabelledPolicy EVERYTHING =
            new LabelledPolicy(
                    "everything", CompiledPolicy.of(PolicyDocument.fullAccess(PolicyKind.SCP)));

    /** Longer than any name that there is. */
    private static final int MAX_NAME = 1_024;

    private final AccountId account;
    private final OpenQuestion question;
    private final TreeMap<String, Other> found = new TreeMap<>();

    /**
     * One that a policy names.
     *
     * @param keys what its name tells of it
     */
    private record Other(
            String type, String id, Principal principal, Map<String, List<String>> keys) {}

    /**
     * @param account the resource's
     * @param question about the resource
     */
    NamedOthers(AccountId account, OpenQuestion question) {
        this.account = account;
        this.question = question;
    }

    /**
     * @param bindings as they were stored with the document
     */
    void add(String document, PolicyKind kind, Map<String, String> bindings) {
        switch (PolicyParser.parse(document, kind)) {
            case PolicyParseResult.ParsedPolicy(var parsed) -> {
                for (Statement statement : parsed.statements()) {
                    PrincipalElement named = statement.principal();
                    if (statement.effect() == Effect.ALLOW && named != null && !named.negated()) {
                        named.entries().forEach(entry -> add(entry, bindings));
                    }
                }
            }
            // It admits nobody then, and says so in the log where it is compiled.
            case PolicyParseResult.MalformedPolicy _ -> {}
        }
    }

    private void add(Entry entry, Map<String, String> bindings) {
        Other other =
                switch (entry.type()) {
                    case SERVICE ->
                            new Other(
                                    "service",
                                    entry.value(),
                                    Principal.service(entry.value()),
                                    Map.of());
                    case FEDERATED ->
                            new Other(
                                    "federated",
                                    entry.value(),
                                    Principal.webIdentity(entry.value()),
                                    Map.of());
                    case CANONICAL_USER -> account(bindings.getOrDefault(entry.value(), ""));
                    case AWS -> aws(entry.value(), bindings.getOrDefault(entry.value(), ""));
                };
        if (other != null && other.id().length() <= MAX_NAME) {
            found.put(other.type() + " " + other.id(), other);
        }
    }

    /**
     * @param uniqueId empty where the ARN was nobody's when the policy was written
     */
    private @Nullable Other aws(String name, String uniqueId) {
        if (name.equals("*")) {
            return new Other("everyone", "*", Principal.ANONYMOUS, Map.of());
        }
        Arn arn = Arn.parse(name).orElse(null);
        if (arn == null || arn.resource().equals("root")) {
            return account(arn == null ? name : arn.account());
        }
        if (arn.account().equals(account.value()) || !AccountId.isValid(arn.account())) {
            return null;
        }
        var other = new AccountId(arn.account());
        Map<String, List<String>> keys =
                Map.of(
                        "aws:principalarn",
                        List.of(name),
                        "aws:principalaccount",
                        List.of(other.value()));
        return switch (arn.resourceType()) {
            case "user" ->
                    new Other(
                            "user",
                            name,
                            Principal.user(other, uniqueId, name, arn.resourceName()),
                            keys);
            case "role" ->
                    new Other(
                            "role", name, Principal.roleSession(other, uniqueId, name, name), keys);
            case "assumed-role" ->
                    new Other(
                            "session",
                            name,
                            Principal.roleSession(other, "", name, name),
                            Map.of("aws:principalaccount", List.of(other.value())));
            case "federated-user" ->
                    new Other(
                            "session",
                            name,
                            Principal.federatedUser(other, "", name, name),
                            Map.of("aws:principalaccount", List.of(other.value())));
            default -> null;
        };
    }

    /** All principals of another account, as far as it lets them. */
    private @Nullable Other account(String id) {
        if (!AccountId.isValid(id) || id.equals(account.value())) {
            return null;
        }
        var other = new AccountId(id);
        return new Other(
                "account",
                Arn.root(other).toString(),
                Principal.root(other),
                Map.of("aws:principalaccount", List.of(id)));
    }

    /**
     * The next that this side lets in, perhaps or for certain.
     *
     * @param after the key of the one before; empty for the first
     */
    Map.@Nullable Entry<String, Item> next(String after) {
        Map.Entry<String, Other> next = found.higherEntry(after);
        while (next != null) {
            Item item = item(next.getValue());
            if (item != null) {
                return Map.entry(next.getKey(), item);
            }
            next = found.higherEntry(next.getKey());
        }
        return null;
    }

    private @Nullable Item item(Other other) {
        var asked =
                new OpenQuestion(
                        question.action(),
                        question.resource(),
                        question.owner(),
                        new Keys(question.keys(), other.keys()),
                        question.policy(),
                        Guardrails.NONE.withRcpOf(question.guardrails()));
        var subject =
                new Subject(
                        other.principal(), List.of(EVERYTHING), null, List.of(EVERYTHING), false);
        return Items.of(
                other.type(),
                other.id(),
                Side.RESOURCE,
                OpenEvaluator.evaluate(asked, subject, other.keys()::get));
    }

    /** Of others nothing is known but their names: their tags and organization are open. */
    private record Keys(QuestionKeys question, Map<String, List<String>> named)
            implements QuestionKeys {

        @Override
        public KeySource source(String key) {
            KeySource source = question.source(key);
            return source == KeySource.PRINCIPAL && !named.containsKey(key)
                    ? KeySource.OPEN
                    : source;
        }

        @Override
        public @Nullable List<String> values(String key) {
            return question.values(key);
        }
    }
}
