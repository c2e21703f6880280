package io.ostiary.policy.managed;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;

import io.ostiary.contract.id.IdPrefix;
import io.ostiary.policy.compile.CompiledPolicy;
import io.ostiary.policy.document.PolicyDocument;
import io.ostiary.policy.document.PolicyKind;
import io.ostiary.policy.json.JsonLimits;
import io.ostiary.policy.json.JsonText;
import io.ostiary.policy.json.JsonValue.JsonObject;
import io.ostiary.policy.json.MalformedJson;
import io.ostiary.policy.json.StrictJsonReader;
import io.ostiary.policy.parse.PolicyParseResult.MalformedPolicy;
import io.ostiary.policy.parse.PolicyParseResult.ParsedPolicy;
import io.ostiary.policy.parse.PolicyParser;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.zip.GZIPInputStream;

/**
 * All AWS managed policies, the same for every account. Opening reads the short members of each
 * line; a document is read when it is first asked for and compiled once.
 *
 * <p>A document that could not be read or compiled is a defect of the build, not of a request: the
 * tests read them all.
 */
public final class ManagedPolicyCatalog {

    private static final String RESOURCE = "managed-policies.ndjson.gz";
    private static final int ID_LENGTH = 17;
    private static final String BASE32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

    // AWS's own exceed what customers may write.
    private static final StrictJsonReader JSON =
            new StrictJsonReader(new JsonLimits(1_048_576, 20));

    /** A policy and where its line lies in the bytes. */
    private record Line(ManagedPolicy policy, int from, int to) {}

    private final byte[] bytes;
    private final Map<String, Line> lines;
    private final Map<String, ManagedPolicy> policies;
    private final Map<String, CompiledPolicy> compiled = new ConcurrentHashMap<>();

    private ManagedPolicyCatalog(byte[] bytes, Map<String, Line> lines) {
        this.bytes = bytes;
        this.lines = lines;
        Map<String, ManagedPolicy> byArn = new LinkedHashMap<>();
        lines.forEach((arn, line) -> byArn.put(arn, line.policy()));
        this.policies = Collections.unmodifiableMap(byArn);
    }

    /** Opens the catalog that comes with this class. Costs some milliseconds: open it once. */
    public static ManagedPolicyCatalog open() {
        try (InputStream packed = ManagedPolicyCatalog.class.getResourceAsStream(RESOURCE)) {
            if (packed == null) {
                throw new IllegalStateException("the managed policies are not on the class path");
            }
            byte[] bytes = new GZIPInputStream(packed).readAllBytes();
            return new ManagedPolicyCatalog(bytes, index(bytes));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** All of them, in the order of the source. */
    public Collection<ManagedPolicy> policies() {
        return policies.values();
    }

    public Optional<ManagedPolicy> find(String arn) {
        return Optional.ofNullable(policies.get(arn));
    }

    /**
     * The default version's text, without white space.
     *
     * @throws IllegalArgumentException when there is no such policy
     */
    public String document(String arn) {
        return JsonText.compact(json(arn));
    }

    private JsonObject json(String arn) {
        Line line = line(arn);
        String text =
                new String(bytes, line.from(), line.to() - line.from(), StandardCharsets.UTF_8);
        try {
            if (JSON.read(text) instanceof JsonObject object
                    && object.get("Document") instanceof JsonObject document) {
                return document;
            }
        } catch (MalformedJson e) {
            throw new IllegalStateException("a managed policy is not JSON: " + arn, e);
        }
        throw new IllegalStateException("a managed policy has no document: " + arn);
    }

    /**
     * The default version, compiled at the first call.
     *
     * @throws IllegalArgumentException when there is no such policy
     */
    public CompiledPolicy compiled(String arn) {
        CompiledPolicy known = compiled.get(arn);
        return known != null
                ? known
                : compiled.computeIfAbsent(line(arn).policy().arn(), this::compile);
    }

    private CompiledPolicy compile(String arn) {
        return CompiledPolicy.of(parsed(arn), Map.of(), () -> parsed(arn));
    }

    private PolicyDocument parsed(String arn) {
        return switch (PolicyParser.parse(json(arn), PolicyKind.IDENTITY)) {
            case ParsedPolicy(var document) -> document;
            case MalformedPolicy(String message) ->
                    throw new IllegalStateException(
                            "a managed policy is malformed: " + arn + ": " + message);
        };
    }

    private Line line(String arn) {
        Line line = lines.get(arn);
        if (line == null) {
            throw new IllegalArgumentException("no such managed policy");
        }
        return line;
    }

    private static Map<String, Line> index(byte[] bytes) throws IOException {
        var factory = new JsonFactory();
        MessageDigest digest = sha256();
        Map<String, Line> lines = new LinkedHashMap<>();
        int from = 0;
        for (int to = 0; to <= bytes.length; to++) {
            if (to < bytes.length && bytes[to] != '\n') {
                continue;
            }
            if (to > from) {
                try (JsonParser parser = factory.createParser(bytes, from, to - from)) {
                    ManagedPolicy policy = members(parser, digest);
                    lines.put(policy.arn(), new Line(policy, from, to));
                }
            }
            from = to + 1;
        }
        return lines;
    }

    /** Reads the members before the document, which comes last. */
    private static ManagedPolicy members(JsonParser parser, MessageDigest digest)
            throws IOException {
        Map<String, String> members = new LinkedHashMap<>();
        parser.nextToken();
        while (parser.nextToken() == JsonToken.FIELD_NAME
                && !parser.currentName().equals("Document")) {
            String name = parser.currentName();
            members.put(name, parser.nextTextValue());
        }
        String arn = member(members, "Arn");
        String path = member(members, "Path");
        return new ManagedPolicy(
                arn,
                member(members, "PolicyName"),
                path,
                id(arn, digest),
                Instant.parse(member(members, "CreateDate")),
                Instant.parse(member(members, "UpdateDate")),
                member(members, "DefaultVersionId"),
                !path.startsWith("/aws-service-role/") && !path.startsWith("/root-task/"));
    }

    private static String member(Map<String, String> members, String name) {
        String value = members.get(name);
        if (value == null) {
            throw new IllegalStateException("a managed policy has no " + name);
        }
        return value;
    }

    private static String id(String arn, MessageDigest digest) {
        byte[] hash = digest.digest(arn.getBytes(StandardCharsets.UTF_8));
        var id = new StringBuilder(IdPrefix.MANAGED_POLICY.letters());
        for (int i = 0; i < ID_LENGTH; i++) {
            id.append(BASE32.charAt(hash[i] & 31));
        }
        return id.toString();
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
