package io.ostiary.standalone.apart;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;

import io.ostiary.contract.id.AccountId;
import io.ostiary.contract.secret.SealedSecret;
import io.ostiary.contract.secret.Secret;
import io.ostiary.sealing.KeyRole;
import io.ostiary.sealing.MasterKey;
import io.ostiary.sealing.Purpose;
import io.ostiary.sealing.PurposeKeys;
import io.ostiary.standalone.FirstAccount;
import io.ostiary.standalone.folder.PrivateFile;
import io.ostiary.standalone.folder.Unusable;

import org.jspecify.annotations.Nullable;

import java.nio.file.Path;
import java.util.Base64;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;

/**
 * What one service holds: its login at the broker and the keys derived for its role, never the
 * master key. Prints no secret.
 *
 * @param masterKeyCheck of the master key that the keys were derived from: compared with the
 *     registry's before the service starts
 * @param firstAccount for the writer: the account to be opened at the first start
 */
public record KeyFile(
        KeyRole role,
        String user,
        Secret password,
        String masterKeyCheck,
        PurposeKeys keys,
        @Nullable FirstAccount firstAccount) {

    private static final JsonMapper JSON =
            JsonMapper.builder()
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                    .build();

    static KeyFile derived(
            MasterKey master,
            KeyRole role,
            String user,
            Secret password,
            @Nullable FirstAccount firstAccount) {
        return new KeyFile(
                role, user, password, master.checkValue(), master.keysFor(role), firstAccount);
    }

    /** Its name below the folder of key files, such as {@code writer.keys}. */
    public static String nameFor(KeyRole role) {
        return name(role) + ".keys";
    }

    static String name(KeyRole role) {
        return role.name().toLowerCase(Locale.ROOT);
    }

    /**
     * @throws Unusable when the file is absent, open to others, another role's, or not what {@code
     *     init} wrote
     */
    public static KeyFile read(Path path, KeyRole wanted) {
        var file = new PrivateFile(path);
        if (!file.exists()) {
            throw new Unusable("no key file `" + path + "`: `ostiary init` writes one a service");
        }
        KeyFile found;
        try {
            found = parse(JSON.readTree(file.read()));
        } catch (JsonProcessingException | IllegalArgumentException e) {
            // Without the cause: the parser's message may quote the file.
            throw new Unusable("`" + path + "` is damaged: `ostiary init` writes it anew");
        }
        if (found.role() != wanted) {
            throw new Unusable(
                    "`"
                            + path
                            + "` is for the "
                            + name(found.role())
                            + ": the "
                            + name(wanted)
                            + " needs `"
                            + nameFor(wanted)
                            + "`");
        }
        return found;
    }

    void write(Path path) {
        ObjectNode node = JSON.createObjectNode();
        node.put("Role", role.name());
        node.put("BrokerUser", user);
        node.put("BrokerPassword", password.revealText());
        node.put("MasterKeyCheck", masterKeyCheck);
        ObjectNode derived = node.putObject("Keys");
        keys.export()
                .forEach(
                        (purpose, key) ->
                                derived.put(
                                        purpose.name(),
                                        Base64.getEncoder().encodeToString(key.revealBytes())));
        if (firstAccount != null) {
            ObjectNode first = node.putObject("FirstAccount");
            first.put("AccountId", firstAccount.account().value());
            first.put("AccessKeyId", firstAccount.accessKeyId());
            first.put("SealedSecretAccessKey", firstAccount.secret().sealed());
        }
        new PrivateFile(path).write(node.toPrettyString() + "\n");
    }

    private static KeyFile parse(JsonNode node) {
        var role = KeyRole.valueOf(text(node, "Role"));
        Map<Purpose, Secret> keys = new EnumMap<>(Purpose.class);
        for (Purpose purpose : role.purposes()) {
            byte[] key = Base64.getDecoder().decode(text(node.path("Keys"), purpose.name()));
            keys.put(purpose, Secret.of(key));
        }
        JsonNode first = node.get("FirstAccount");
        return new KeyFile(
                role,
                text(node, "BrokerUser"),
                Secret.of(text(node, "BrokerPassword")),
                text(node, "MasterKeyCheck"),
                PurposeKeys.of(keys),
                first == null
                        ? null
                        : new FirstAccount(
                                new AccountId(text(first, "AccountId")),
                                text(first, "AccessKeyId"),
                                new SealedSecret(text(first, "SealedSecretAccessKey"))));
    }

    private static String text(JsonNode node, String member) {
        var value = node.get(member);
        if (value == null || !value.isTextual() || value.textValue().isBlank()) {
            throw new IllegalArgumentException(member);
        }
        return value.textValue();
    }

    @Override
    public String toString() {
        return "KeyFile[" + name(role) + "]";
    }
}
