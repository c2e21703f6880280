package io.ostiary.engine.principal;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;

import io.ostiary.contract.event.ResourceEvent.ResourcePolicy;
import io.ostiary.contract.event.RoleEvent.TrustPolicy;
import io.ostiary.policy.compile.CompiledPolicy;
import io.ostiary.policy.document.PolicyDocument;
import io.ostiary.policy.document.PolicyKind;
import io.ostiary.policy.parse.PolicyParseResult;
import io.ostiary.policy.parse.PolicyParser;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.util.Map;

/**
 * Compiles documents and remembers the results by their text: what a text compiles to never
 * changes, whoever uses it. May be used by many threads.
 *
 * <p>A stored document that cannot be read any more may have held a deny, so it counts as one: it
 * denies everything, loudly.
 */
public final class PolicyCompiler {

    private static final Logger LOG = LoggerFactory.getLogger(PolicyCompiler.class);

    /**
     * Characters of documents remembered; a compiled policy weighs a small multiple of its text.
     */
    private static final long REMEMBERED_CHARACTERS = 16L << 20;

    private static final CompiledPolicy DENY_ALL =
            compiled(
                    "{\"Version\":\"2012-10-17\",\"Statement\":"
                            + "{\"Effect\":\"Deny\",\"Action\":\"*\",\"Resource\":\"*\"}}",
                    PolicyKind.IDENTITY);
    private static final CompiledPolicy OWN_PASSWORD =
            compiled(
                    "{\"Version\":\"2012-10-17\",\"Statement\":{\"Effect\":\"Allow\",\"Action\":"
                            + "[\"iam:ChangePassword\",\"iam:GetAccountPasswordPolicy\"],"
                            + "\"Resource\":\"*\"}}",
                    PolicyKind.IDENTITY);
    private static final CompiledPolicy TRUST_NOBODY =
            compiled(
                    "{\"Version\":\"2012-10-17\",\"Statement\":{\"Effect\":\"Deny\","
                            + "\"Principal\":\"*\",\"Action\":\"sts:AssumeRole\"}}",
                    PolicyKind.TRUST);

    private static final CompiledPolicy ADMIT_NOBODY =
            compiled(
                    "{\"Version\":\"2012-10-17\",\"Statement\":{\"Effect\":\"Deny\","
                            + "\"Principal\":\"*\",\"Action\":\"*\",\"Resource\":\"*\"}}",
                    PolicyKind.RESOURCE);

    private final Cache<Source, CompiledPolicy> compiled =
            Caffeine.newBuilder()
                    .maximumWeight(REMEMBERED_CHARACTERS)
                    .weigher((Source source, CompiledPolicy _) -> source.text().length() + 64)
                    .build();

    private record Source(PolicyKind kind, String text, Map<String, String> bindings) {}

    /**
     * @param kind any but TRUST, which is bound to principals
     */
    public CompiledPolicy compile(String text, PolicyKind kind) {
        return compile(new Source(kind, text, Map.of()));
    }

    public CompiledPolicy compile(TrustPolicy trust) {
        return compile(new Source(PolicyKind.TRUST, trust.document(), trust.principals()));
    }

    /** Of a resource; one that cannot be read any more denies everybody everything. */
    public CompiledPolicy compile(ResourcePolicy policy) {
        return compile(new Source(PolicyKind.RESOURCE, policy.document(), policy.principals()));
    }

    /** What stands for a policy that ought to be there and is not. */
    public static CompiledPolicy denyAll() {
        return DENY_ALL;
    }

    /** What an account gives to all its users when they may change their own passwords. */
    static CompiledPolicy ownPassword() {
        return OWN_PASSWORD;
    }

    /** What stands for the trust policy of a role that is not there. */
    public static CompiledPolicy trustNobody() {
        return TRUST_NOBODY;
    }

    /** What stands for the policy of a resource that cannot be read. */
    public static CompiledPolicy admitNobody() {
        return ADMIT_NOBODY;
    }

    private CompiledPolicy compile(Source source) {
        CompiledPolicy known = compiled.getIfPresent(source);
        if (known != null) {
            return known;
        }
        CompiledPolicy fresh =
                switch (PolicyParser.parse(source.text(), source.kind())) {
                    case PolicyParseResult.ParsedPolicy(var document) ->
                            CompiledPolicy.of(
                                    document,
                                    source.bindings(),
                                    () -> read(source.text(), source.kind()));
                    case PolicyParseResult.MalformedPolicy(String reason) -> {
                        LOG.error("a stored {} policy cannot be read: {}", source.kind(), reason);
                        yield switch (source.kind()) {
                            case TRUST -> TRUST_NOBODY;
                            case RESOURCE -> ADMIT_NOBODY;
                            case IDENTITY, SESSION, SCP, RCP -> DENY_ALL;
                        };
                    }
                };
        compiled.put(source, fresh);
        return fresh;
    }

    private static CompiledPolicy compiled(String text, PolicyKind kind) {
        return CompiledPolicy.of(read(text, kind));
    }

    private static PolicyDocument read(String text, PolicyKind kind) {
        return switch (PolicyParser.parse(text, kind)) {
            case PolicyParseResult.ParsedPolicy(var document) -> document;
            case PolicyParseResult.MalformedPolicy(String reason) ->
                    throw new IllegalStateException(reason);
        };
    }
}
