package io.ostiary.engine.denial;

import io.ostiary.contract.id.AccountId;
import io.ostiary.contract.secret.Secret;
import io.ostiary.contract.shape.ExplainedDenial.ContextValue;
import io.ostiary.engine.denial.AuthorizationMessage.Matched;
import io.ostiary.log.codec.JsonCodec;
import io.ostiary.log.codec.Unreadable;
import io.ostiary.policy.document.Condition;
import io.ostiary.policy.document.Effect;
import io.ostiary.policy.document.ResourceElement;
import io.ostiary.policy.document.Statement;
import io.ostiary.policy.evaluate.Decision;
import io.ostiary.policy.evaluate.PolicyLayer;
import io.ostiary.policy.explain.Explanation;
import io.ostiary.policy.explain.Finding;
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
import java.util.Arrays;
import java.util.List;
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

    private static final JsonCodec<AuthorizationMessage> CODEC =
            JsonCodec.of(AuthorizationMessage.class);

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
     * @param side the reader's
     * @param explanation of that side
     * @param stated keys that the request brought along
     * @return null where even the context is too long
     */
    public @Nullable String encode(
            AccountId reader, OwnSide side, Explanation explanation, List<String> stated) {
        AuthorizationMessage message = message(side, explanation, stated);
        String whole = sealed(reader, message);
        return whole != null ? whole : sealed(reader, message.withoutStatements());
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
        try {
            return CODEC.decode(unpacked(packed.revealBytes())).text();
        } catch (Unreadable _) {
            // Sealed by a version of ours that said it otherwise.
            return null;
        }
    }

    private static byte[] unpacked(byte[] packed) {
        if (packed[0] == PLAIN) {
            return Arrays.copyOfRange(packed, 1, packed.length);
        }
        try (var unpacking =
                new InflaterInputStream(new ByteArrayInputStream(packed, 1, packed.length - 1))) {
            return unpacking.readNBytes(MOST_DECODED);
        } catch (IOException e) {
            // It opened, so we sealed it: a fault of ours.
            throw new UncheckedIOException(e);
        }
    }

    private @Nullable String sealed(AccountId reader, AuthorizationMessage message) {
        byte[] clear = CODEC.encode(message);
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

    private static AuthorizationMessage message(
            OwnSide side, Explanation explanation, List<String> stated) {
        AuthorizationRequest request = side.request();
        CutArn arn = request.resource().arn();
        List<String> id = request.keys().values("aws:userid");
        return new AuthorizationMessage(
                explanation.decision().outcome() == Decision.Outcome.EXPLICIT_DENY,
                id == null || id.isEmpty() ? "" : id.getFirst(),
                request.principal().shownArn(),
                request.action().text(),
                arn == null ? "*" : arn.text(),
                RecordedContext.of(request.keys(), side.policies(), stated),
                matched(side, explanation));
    }

    private static List<Matched> matched(OwnSide side, Explanation explanation) {
        var matched = new ArrayList<Matched>();
        for (Finding finding : explanation.deciding()) {
            boolean told =
                    side.layers().contains(finding.layer())
                            && finding.layer() != PolicyLayer.SCP
                            && finding.layer() != PolicyLayer.RCP;
            if (told && finding.effect() == Effect.DENY) {
                matched.add(matched(finding, side.request().principal()));
            }
        }
        return matched;
    }

    private static Matched matched(Finding finding, Principal principal) {
        Statement written =
                finding.policy().policy().document().statements().get(finding.statement().index());
        ResourceElement resource = written.resource();
        var conditions = new ArrayList<ContextValue>();
        for (Condition condition : written.condition().conditions()) {
            conditions.add(new ContextValue(condition.key(), condition.values()));
        }
        return new Matched(
                written.sid() == null ? "" : written.sid(),
                principal.uniqueId(),
                written.action().patterns(),
                resource == null ? List.of() : resource.patterns(),
                conditions);
    }
}
