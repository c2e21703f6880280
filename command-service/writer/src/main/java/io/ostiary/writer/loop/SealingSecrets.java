package io.ostiary.writer.loop;

import io.ostiary.contract.id.AccountId;
import io.ostiary.contract.secret.SealedPrivateKey;
import io.ostiary.contract.secret.SealedSecret;
import io.ostiary.contract.secret.Secret;
import io.ostiary.sealing.CommandFields;
import io.ostiary.sealing.ReplyKey;
import io.ostiary.state.decide.Effects;
import io.ostiary.state.view.Defect;

import org.jspecify.annotations.Nullable;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;

/**
 * Draws and seals the secrets of one command. The version that a seal at rest is bound to is the
 * command's time in milliseconds, which its event carries.
 */
final class SealingSecrets implements Effects.Secrets {

    /** Thirty bytes are forty base64 characters, the length of AWS's secret access keys. */
    private static final int SECRET_BYTES = 30;

    /** Sixty base64 characters, the last of them padding: as AWS's service passwords look. */
    private static final int PASSWORD_BYTES = 44;

    /** Of an API key of which only a hash is kept: 256 bits. */
    private static final int KEY_BYTES = 32;

    private final CommandFields fields;
    private final AccountKeyring keyring;
    private final SecureRandom random;
    private final String requestId;
    private final Instant now;

    SealingSecrets(
            CommandFields fields,
            AccountKeyring keyring,
            SecureRandom random,
            String requestId,
            Instant now) {
        this.fields = fields;
        this.keyring = keyring;
        this.random = random;
        this.requestId = requestId;
        this.now = now;
    }

    @Override
    public void newAccountKey(AccountId account) {
        keyring.draw(account);
    }

    @Override
    public Effects.Issued issueAccessKeySecret(
            AccountId account, String accessKeyId, @Nullable SealedSecret replyKey) {
        Secret secret = draw(SECRET_BYTES);
        return issued(account, accessKeyId, replyKey, secret, secret);
    }

    @Override
    public Effects.Issued issueServicePassword(
            AccountId account,
            String credentialId,
            Effects.@Nullable ApiKeyForm apiKey,
            @Nullable SealedSecret replyKey) {
        if (apiKey == null) {
            Secret password = draw(PASSWORD_BYTES);
            return issued(account, credentialId, replyKey, password, password);
        }
        Secret password = apiKey.hashed() ? drawKey() : draw(PASSWORD_BYTES);
        Secret kept = apiKey.hashed() ? hash(password) : password;
        return issued(account, credentialId, replyKey, kept, apiKey(apiKey, password));
    }

    private Secret draw(int length) {
        var bytes = new byte[length];
        random.nextBytes(bytes);
        return Secret.of(Base64.getEncoder().encodeToString(bytes));
    }

    /** Without padding, and of letters that may stand anywhere. */
    private Secret drawKey() {
        var bytes = new byte[KEY_BYTES];
        random.nextBytes(bytes);
        return Secret.of(Base64.getUrlEncoder().withoutPadding().encodeToString(bytes));
    }

    /** 256 random bits need no salt and no slow hash: nobody tries them all. */
    private static Secret hash(Secret password) {
        try {
            return Secret.of(
                    HexFormat.of()
                            .formatHex(
                                    MessageDigest.getInstance("SHA-256")
                                            .digest(password.revealBytes())));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("SHA-256 is missing from this Java runtime", e);
        }
    }

    private static Secret apiKey(Effects.ApiKeyForm form, Secret password) {
        String inner = form.alias() + ":" + password.revealText();
        return Secret.of(
                form.prefix()
                        + Base64.getEncoder()
                                .encodeToString(inner.getBytes(StandardCharsets.UTF_8)));
    }

    private Effects.Issued issued(
            AccountId account,
            String entityId,
            @Nullable SealedSecret replyKey,
            Secret kept,
            Secret told) {
        if (replyKey == null) {
            throw new Defect("a command that answers a secret came without a reply key");
        }
        ReplyKey reply =
                ReplyKey.open(fields, replyKey, requestId)
                        .orElseThrow(() -> new Defect("the reply key is not of this request"));
        return new Effects.Issued(
                keyring.open(account).seal(kept, entityId, now.toEpochMilli()),
                reply.seal(told, requestId));
    }

    @Override
    public SealedSecret keep(AccountId account, String entityId, SealedSecret commandField) {
        Secret secret =
                fields.open(commandField, "secretAccessKey", entityId)
                        .or(() -> fields.open(commandField, "password", ""))
                        .or(() -> fields.open(commandField, SealedPrivateKey.FIELD, requestId))
                        .orElseThrow(() -> new Defect("a sealed field does not open"));
        return keyring.open(account).seal(secret, entityId, now.toEpochMilli());
    }
}
