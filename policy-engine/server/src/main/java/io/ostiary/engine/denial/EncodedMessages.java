package io.ostiary.engine.denial;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.ostiary.contract.id.AccountId;
import io.ostiary.contract.secret.Secret;
import io.ostiary.contract.shape.ExplainedDenial.ContextValue;
import io.ostiary.policy.document.Condition;
import io.ostiary.policy.document.Effect;
import io.ostiary.policy.document.ResourceElement;
import io.ostiary.policy.document.Statement;
import io.ostiary.policy.evaluate.Decision;
import io.ostiary.policy.evaluate.PolicyLayer;
import io.ostiary.policy.evaluate.PolicySet;
import io.ostiary.policy.explain.Explainer;
import io.ostiary.policy.explain.Explanation;
import io.ostiary.policy.explain.Finding;
import io.ostiary.policy.json.JsonText;
import io.ostiary.policy.json.JsonValue;
import io.ostiary.policy.json.JsonValue.JsonArray;
import io.ostiary.policy.json.JsonValue.JsonBoolean;
import io.ostiary.policy.json.JsonValue.JsonObject;
import io.ostiary.policy.json.JsonValue.JsonString;
import io.ostiary.policy.request.AuthorizationRequest;
import io.ostiary.policy.request.Principal;
import io.ostiary.policy.value.CutArn;
import io.ostiary.sealing.AssociatedData;
import io.ostiary.sealing.Seal;

import org.jspecify.annotations.Nullable;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.InflaterInputStream;

/**
 * A denial in a form that tells its bearer nothing: who may call DecodeAuthorizationMessage reads
 * it (STS API Reference). Sealed to the account that was answered, and about that account's side
 * only; of the organization's policies no statement.
 */
public final class EncodedMessages {

    /** The model's bound. */
    private static final int MOST = 10_240;

    private static final int MOST_PLAIN = 6_000;
    private static final byte PLAIN = 0;
    private static final byte PACKED = 1;
    private static final int MOST_DECODED = 1 << 20;

    private final Seal seal;

    /**
     * @param seal of the purpose ENCODED_MESSAGE
     */
    public EncodedMessages(Seal seal) {
        this.seal = seal;
    }

    /**
     * Without the statements where they would make it too long.
     *
     * @param stated keys that the request brought along
     * @return null where this account may know nothing, or even the context is too long
     */
    public @Nullable String encode(
            AccountId reader,
            AuthorizationRequest request,
            PolicySet policies,
            List<String> stated) {
        OwnSide side = OwnSide.of(reader, request, policies);
        if (side == null) {
            return null;
        }
        Explanation explanation = Explainer.explain(side.request(), side.policies());
        JsonObject context = context(side, stated);
        String whole = sealed(reader, message(context, explanation, matched(side, explanation)));
        return whole != null ? whole : sealed(reader, message(context, explanation, List.of()));
    }

    /** Null for whatever was not sealed here for this account, in this very spelling. */
    public @Nullable String decode(AccountId reader, String message) {
        if (message.length() > MOST) {
            return null;
        }
        Secret packed = seal.open(message, boundTo(reader)).orElse(null);
        if (packed == null) {
            return null;
        }
        byte[] bytes = packed.revealBytes();
        if (bytes[0] == PLAIN) {
            return new String(bytes, 1, bytes.length - 1, UTF_8);
        }
        try (var unpacking =
                new InflaterInputStream(new ByteArrayInputStream(bytes, 1, bytes.length - 1))) {
            return new String(unpacking.readNBytes(MOST_DECODED), UTF_8);
        } catch (IOException e) {
            // It opened, so we sealed it: a fault of ours.
            throw new UncheckedIOException(e);
        }
    }

    private @Nullable String sealed(AccountId reader, JsonObject message) {
        byte[] clear = JsonText.compact(message).getBytes(UTF_8);
        var packed = new ByteArrayOutputStream(clear.length + 1);
        // Packing takes longer than all the rest: only what would be too long is packed.
        boolean isLong = clear.length > MOST_PLAIN;
        packed.write(isLong ? PACKED : PLAIN);
        try (var packing = isLong ? new DeflaterOutputStream(packed) : packed) {
            packing.write(clear);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        String sealed = seal.seal(packed.toByteArray(), boundTo(reader)).sealed();
        return sealed.length() > MOST ? null : sealed;
    }

    private static AssociatedData boundTo(AccountId reader) {
        return AssociatedData.of("authorization-message", reader.value());
    }

    private static JsonObject message(
            JsonObject context, Explanation explanation, List<JsonValue> matched) {
        boolean explicit = explanation.decision().outcome() == Decision.Outcome.EXPLICIT_DENY;
        return object(
                "allowed",
                new JsonBoolean(false),
                "explicitDeny",
                new JsonBoolean(explicit),
                "matchedStatements",
                items(matched),
                "failures",
                items(List.of()),
                "context",
                context);
    }

    private static List<JsonValue> matched(OwnSide side, Explanation explanation) {
        var matched = new ArrayList<JsonValue>();
        for (Finding finding : explanation.deciding()) {
            boolean told =
                    side.layers().contains(finding.layer())
                            && finding.layer() != PolicyLayer.SCP
                            && finding.layer() != PolicyLayer.RCP;
            if (told && finding.effect() == Effect.DENY) {
                matched.add(statement(finding, side.request().principal()));
            }
        }
        return matched;
    }

    private static JsonObject statement(Finding finding, Principal principal) {
        Statement written =
                finding.policy().policy().document().statements().get(finding.statement().index());
        ResourceElement resource = written.resource();
        var conditions = new ArrayList<JsonValue>();
        for (Condition condition : written.condition().conditions()) {
            conditions.add(keyed(condition.key(), condition.values()));
        }
        return object(
                "statementId",
                new JsonString(written.sid() == null ? "" : written.sid()),
                "effect",
                new JsonString("DENY"),
                "principals",
                values(List.of(principal.uniqueId())),
                "principalGroups",
                items(List.of()),
                "actions",
                values(written.action().patterns()),
                "resources",
                values(resource == null ? List.of() : resource.patterns()),
                "conditions",
                items(conditions));
    }

    private static JsonObject context(OwnSide side, List<String> stated) {
        AuthorizationRequest request = side.request();
        Principal principal = request.principal();
        CutArn arn = request.resource().arn();
        var conditions = new ArrayList<JsonValue>();
        for (ContextValue value : RecordedContext.of(request.keys(), side.policies(), stated)) {
            conditions.add(keyed(value.key(), value.values()));
        }
        List<String> id = request.keys().values("aws:userid");
        return object(
                "principal",
                object(
                        "id",
                        new JsonString(id == null || id.isEmpty() ? "" : id.getFirst()),
                        "arn",
                        new JsonString(principal.shownArn())),
                "action",
                new JsonString(request.action().text()),
                "resource",
                new JsonString(arn == null ? "*" : arn.text()),
                "conditions",
                items(conditions));
    }

    private static JsonObject keyed(String key, List<String> values) {
        return object("key", new JsonString(key), "values", values(values));
    }

    private static JsonObject values(List<String> texts) {
        var values = new ArrayList<JsonValue>(texts.size());
        for (String text : texts) {
            values.add(object("value", new JsonString(text)));
        }
        return items(values);
    }

    private static JsonObject items(List<JsonValue> items) {
        return object("items", new JsonArray(items));
    }

    /**
     * @param members names and values in turns
     */
    private static JsonObject object(Object... members) {
        Map<String, JsonValue> object = new LinkedHashMap<>();
        for (int i = 0; i < members.length; i += 2) {
            object.put((String) members[i], (JsonValue) members[i + 1]);
        }
        return new JsonObject(object);
    }
}
