package io.ostiary.writer.loop;

import static io.ostiary.writer.loop.Loops.rootOf;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.ostiary.contract.command.AccessKeyCommand.CreateAccessKey;
import io.ostiary.contract.command.ServiceSpecificCredentialCommand.CreateServiceSpecificCredential;
import io.ostiary.contract.command.UserCommand.CreateUser;
import io.ostiary.contract.event.CredentialEvent.AccessKeyCreated;
import io.ostiary.contract.event.EventEnvelope;
import io.ostiary.contract.event.HeldCredentialEvent.ServiceSpecificCredentialCreated;
import io.ostiary.contract.id.AccountId;
import io.ostiary.contract.outcome.Outcome.Accepted;
import io.ostiary.contract.outcome.Outcome.Failed;
import io.ostiary.contract.result.AccessKeyResult.CreateAccessKeyResult;
import io.ostiary.contract.result.ServiceSpecificCredentialResult.CreateServiceSpecificCredentialResult;
import io.ostiary.contract.secret.Secret;
import io.ostiary.log.codec.AccountKey.WrappedKey;
import io.ostiary.log.codec.AccountKeyCodec;
import io.ostiary.log.codec.Decoded.Readable;
import io.ostiary.log.topic.Topics;
import io.ostiary.sealing.AccountKeys;
import io.ostiary.sealing.DataKey;
import io.ostiary.sealing.Purpose;
import io.ostiary.sealing.ReplyKey;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;

/** A secret goes to who asked, under their key, and to the log, under the account's. */
@ExtendWith(RealLog.Shared.class)
class SealingSecretsTest {

    private final RealLog log;
    private final Loops loops;
    private final AccountId account;

    SealingSecretsTest(RealLog log) throws InterruptedException {
        this.log = log;
        this.loops = new Loops(log);
        this.account = log.freshAccount();
        loops.open(account);
        loops.serve(account);
    }

    @AfterEach
    void end() throws InterruptedException {
        loops.close();
    }

    @Test
    void theReplyAndTheLogHoldOneSecretUnderDifferentSeals() {
        var reply = ReplyKey.random();
        log.send(
                account,
                "key",
                rootOf(account),
                new CreateAccessKey(null),
                null,
                reply.sealedIn(Loops.fields(), "key"));
        var result =
                assertInstanceOf(
                        CreateAccessKeyResult.class,
                        assertInstanceOf(Accepted.class, log.outcome(account, "key")).result());
        Secret told = reply.open(result.accessKey().secretAccessKey(), "key").orElseThrow();
        assertEquals(40, told.length());

        EventEnvelope created = keysCreated().getLast();
        var event = (AccessKeyCreated) created.event();
        assertEquals(result.accessKey().accessKeyId(), event.accessKeyId());
        Secret kept =
                dataKey()
                        .open(event.secret(), event.accessKeyId(), created.at().toEpochMilli())
                        .orElseThrow();
        assertEquals(told.revealText(), kept.revealText());
    }

    @Test
    void anApiKeyHoldsAliasAndPasswordAndOnlyThePasswordIsKept() {
        ApiKey key = apiKey("bedrock.amazonaws.com");
        assertEquals("ABSK", key.prefix());
        assertEquals(60, key.password().length());
        assertEquals(key.password(), key.kept());
    }

    /** Ours are compared and never needed again. */
    @Test
    void ofABearerOfTheAuthorizeApiOnlyAHashIsKept() throws NoSuchAlgorithmException {
        ApiKey key = apiKey("authorize.ostiary");
        assertEquals("OSAK", key.prefix());
        assertEquals(32, Base64.getUrlDecoder().decode(key.password()).length);
        assertEquals(
                HexFormat.of()
                        .formatHex(
                                MessageDigest.getInstance("SHA-256")
                                        .digest(key.password().getBytes(UTF_8))),
                key.kept());
    }

    private record ApiKey(String prefix, String password, String kept) {}

    private ApiKey apiKey(String service) {
        var owner = new CreateUser(null, null, List.of(), "ana");
        log.send(account, "user", rootOf(account), owner, null, null);
        var reply = ReplyKey.random();
        log.send(
                account,
                "key",
                rootOf(account),
                new CreateServiceSpecificCredential(null, service, "ana"),
                null,
                reply.sealedIn(Loops.fields(), "key"));
        var result =
                assertInstanceOf(
                        CreateServiceSpecificCredentialResult.class,
                        assertInstanceOf(Accepted.class, log.outcome(account, "key")).result());
        var told = result.serviceSpecificCredential();
        String key =
                reply.open(Objects.requireNonNull(told.serviceCredentialSecret()), "key")
                        .orElseThrow()
                        .revealText();
        String[] parts =
                new String(Base64.getDecoder().decode(key.substring(4)), UTF_8).split(":", -1);
        assertEquals(told.serviceCredentialAlias(), parts[0]);
        EventEnvelope created = log.events(account).getLast();
        var event = (ServiceSpecificCredentialCreated) created.event();
        Secret kept =
                dataKey()
                        .open(event.password(), event.credentialId(), created.at().toEpochMilli())
                        .orElseThrow();
        return new ApiKey(key.substring(0, 4), parts[1], kept.revealText());
    }

    /** A132: moved to another key, the seal does not open. */
    @Test
    void whatIsKeptIsBoundToItsKeyAndTime() {
        log.outcome(account, "open-" + account);
        EventEnvelope created = keysCreated().getFirst();
        var event = (AccessKeyCreated) created.event();
        long time = created.at().toEpochMilli();
        assertTrue(dataKey().open(event.secret(), event.accessKeyId(), time).isPresent());
        assertTrue(dataKey().open(event.secret(), event.accessKeyId(), time + 1).isEmpty());
        assertTrue(dataKey().open(event.secret(), "AKIAANOTHER", time).isEmpty());
    }

    @Test
    void aReplyKeyOfAnotherRequestFailsTheCommand() {
        log.send(
                account,
                "key",
                rootOf(account),
                new CreateAccessKey(null),
                null,
                ReplyKey.random().sealedIn(Loops.fields(), "another"));
        assertInstanceOf(Failed.class, log.outcome(account, "key"));
        assertEquals(1, keysCreated().size());
    }

    private List<EventEnvelope> keysCreated() {
        return log.events(account).stream()
                .filter(each -> each.event() instanceof AccessKeyCreated)
                .toList();
    }

    private DataKey dataKey() {
        var codec = new AccountKeyCodec();
        var keys = new AccountKeys(Loops.MASTER.derive(Purpose.ACCOUNT_KEY));
        for (var record : log.records(Topics.ACCOUNT_KEYS, RealLog.partition(account))) {
            if (codec.decode(record) instanceof Readable(var read)
                    && read.account().equals(account)
                    && read.key() instanceof WrappedKey(int version, var wrapped)) {
                return keys.unwrap(account, version, wrapped).orElseThrow();
            }
        }
        throw new AssertionError("no data key of " + account);
    }
}
