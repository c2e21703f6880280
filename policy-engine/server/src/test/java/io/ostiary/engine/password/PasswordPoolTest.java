package io.ostiary.engine.password;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ostiary.contract.id.AccountId;
import io.ostiary.contract.port.Engine.Hashing;
import io.ostiary.contract.port.Engine.Hashing.Hashed;
import io.ostiary.contract.port.Engine.Hashing.Refused;
import io.ostiary.contract.secret.HashedPassword.Facts;
import io.ostiary.contract.secret.Secret;
import io.ostiary.engine.password.PasswordPool.Verification;
import io.ostiary.sealing.CommandFields;
import io.ostiary.sealing.MasterKey;
import io.ostiary.sealing.Purpose;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;

/** Passwords are hashed, a few at a time, and never seen again. */
final class PasswordPoolTest {

    private static final AccountId ACCOUNT = new AccountId("111111111111");
    private static final AccountId OTHER = new AccountId("222222222222");

    private final CommandFields fields =
            new CommandFields(MasterKey.random().derive(Purpose.COMMAND_FIELD));
    private final PasswordPool pool = new PasswordPool(fields);

    @AfterEach
    void close() {
        pool.close();
    }

    @Test
    void theWriterOpensAHashThatVerifies() {
        Hashed hashed = assertInstanceOf(Hashed.class, hash("Ch00se-A-Strong-One!"));
        assertEquals(20, hashed.password().length());
        assertEquals(new Facts(true, true, true, true), hashed.password().facts());
        String encoded =
                fields.open(hashed.password().hash(), PasswordPool.FIELD, "")
                        .orElseThrow()
                        .revealText();
        assertTrue(encoded.startsWith("$argon2id$v=19$m=19456,t=2,p=1$"), encoded);
        assertEquals(Verification.SAME, verify("Ch00se-A-Strong-One!", encoded));
        assertEquals(Verification.DIFFERENT, verify("Ch00se-A-Strong-One?", encoded));
        assertFalse(hashed.toString().contains("argon2id"));
    }

    @Test
    void thePublishedVectorOfTheReferenceImplementationVerifies() {
        // phc-winner-argon2, test.c, Argon2id version 13: "password", "somesalt", t=2, m=256, p=1.
        String encoded =
                "$argon2id$v=19$m=256,t=2,p=1$c29tZXNhbHQ"
                        + "$nf65EOgLrQMR/uIPnA4rEsF5h7TKyQwu9U1bMCHGi/4";
        assertEquals(Verification.SAME, verify("password", encoded));
        assertEquals(Verification.DIFFERENT, verify("Password", encoded));
    }

    @Test
    void theDummyCostsTheSameAndMatchesNothing_A108() {
        assertEquals(Verification.DIFFERENT, verify("", Argon2Hash.DUMMY));
        assertEquals(Verification.DIFFERENT, verify("x", Argon2Hash.DUMMY));
    }

    @Test
    void hashesThatCannotBeReadMatchNothing() {
        for (String broken :
                new String[] {
                    "",
                    "$argon2id$v=19$m=99999999,t=2,p=1$c29tZXNhbHQ$AAAA",
                    "$argon2id$v=19$m=256,t=0,p=1$c29tZXNhbHQ$AAAA",
                    "$argon2i$v=19$m=256,t=2,p=1$c29tZXNhbHQ$AAAA",
                    "$argon2id$v=19$m=256,t=2,p=1$***$AAAA",
                    "$argon2id$v=19$m=256,t=2,p=1$c29tZXNhbHQ$"
                }) {
            assertEquals(Verification.DIFFERENT, verify("x", broken), broken);
        }
    }

    @Test
    void lengthIsRefusedBeforeHashing_A111() {
        assertInstanceOf(Hashed.class, hash("x".repeat(128)));
        assertInstanceOf(Hashed.class, hash("ÿ".repeat(128)));
        for (int length : new int[] {129, 513, 1 << 20}) {
            Refused refused = assertInstanceOf(Refused.class, hash("x".repeat(length)));
            assertEquals("ValidationError", refused.error().code());
        }
        assertInstanceOf(Refused.class, hash(""));
    }

    @Test
    void aFloodIsThrottledAndTheRestIsHashed_A111() {
        var stages = new ArrayList<CompletionStage<Hashing>>();
        for (int i = 0; i < 200; i++) {
            stages.add(pool.hash(AccountId.of(100_000_000_000L + i), Secret.of("password-" + i)));
        }
        int hashed = hashed(stages);
        assertTrue(hashed >= 34 && hashed < 200, hashed + " hashed");
    }

    @Test
    void aFloodOfOneAccountLeavesRoomForOthers_A111() {
        var flood = new ArrayList<CompletionStage<Hashing>>();
        for (int i = 0; i < 200; i++) {
            flood.add(pool.hash(ACCOUNT, Secret.of("password-" + i)));
        }
        CompletionStage<Hashing> other = pool.hash(OTHER, Secret.of("password"));
        int hashed = hashed(flood);
        assertTrue(hashed >= 10 && hashed < 34, hashed + " hashed");
        assertEquals(1, hashed(List.of(other)));
        // And for itself, as soon as they are done.
        assertInstanceOf(Hashed.class, hash("password"));
    }

    /** How many; all others are throttled. */
    private static int hashed(List<CompletionStage<Hashing>> stages) {
        int hashed = 0;
        for (CompletionStage<Hashing> stage : stages) {
            switch (stage.toCompletableFuture().join()) {
                case Hashed _ -> hashed++;
                case Refused refused -> assertEquals("Throttling", refused.error().code());
            }
        }
        return hashed;
    }

    private Hashing hash(String password) {
        return pool.hash(ACCOUNT, Secret.of(password)).toCompletableFuture().join();
    }

    private Verification verify(String password, String encoded) {
        return pool.verify(ACCOUNT, Secret.of(password), encoded).toCompletableFuture().join();
    }
}
