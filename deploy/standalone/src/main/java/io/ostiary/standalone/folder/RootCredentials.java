package io.ostiary.standalone.folder;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;

import io.ostiary.contract.id.AccessKeyId;
import io.ostiary.contract.id.AccountId;
import io.ostiary.contract.id.IdPrefix;
import io.ostiary.contract.secret.Secret;

import java.security.SecureRandom;
import java.util.Base64;

/** The account of this folder and the access key of its root. Prints no secret. */
public record RootCredentials(AccountId account, AccessKeyId accessKeyId, Secret secretAccessKey) {
    private static final JsonMapper JSON =
            JsonMapper.builder()
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                    .build();
    private static final String ACCOUNT = "AccountId";
    private static final String KEY_ID = "AccessKeyId";
    private static final String SECRET = "SecretAccessKey";

    /** New ones; the secret has AWS's form: forty characters of base64. */
    static RootCredentials random(AccountId account) {
        var random = new SecureRandom();
        var secret = new byte[30];
        random.nextBytes(secret);
        return new RootCredentials(
                account,
                AccessKeyId.of(IdPrefix.ACCESS_KEY, account, random.nextLong()),
                Secret.of(Base64.getEncoder().encodeToString(secret)));
    }

    /** A random account id; never one that begins with a zero, which spreadsheets eat. */
    static AccountId randomAccount() {
        return AccountId.of(new SecureRandom().nextLong(100_000_000_000L, 1_000_000_000_000L));
    }

    /**
     * @throws Unusable when the file is absent, open to others, or not what was written
     */
    public static RootCredentials read(FolderFiles files) {
        var file = files.rootCredentials();
        if (!file.exists()) {
            throw new Unusable(
                    "no root credentials in `"
                            + files.root()
                            + "`: Ostiary was never started there");
        }
        try {
            var node = JSON.readTree(file.read());
            return new RootCredentials(
                    new AccountId(text(node, ACCOUNT)),
                    new AccessKeyId(text(node, KEY_ID)),
                    Secret.of(text(node, SECRET)));
        } catch (JsonProcessingException | IllegalArgumentException e) {
            // Without the cause: the parser's message may quote the file.
            throw new Unusable(
                    "`" + file.path() + "` is damaged: restore it from a copy of the data folder");
        }
    }

    void write(FolderFiles files) {
        var node = JSON.createObjectNode();
        node.put(ACCOUNT, account.value());
        node.put(KEY_ID, accessKeyId.value());
        node.put(SECRET, secretAccessKey.revealText());
        files.rootCredentials().write(node.toPrettyString() + "\n");
    }

    private static String text(JsonNode node, String member) {
        var value = node.get(member);
        if (value == null || !value.isTextual() || value.textValue().isBlank()) {
            throw new IllegalArgumentException(member);
        }
        return value.textValue();
    }
}
