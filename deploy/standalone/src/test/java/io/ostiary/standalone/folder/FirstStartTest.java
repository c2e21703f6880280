package io.ostiary.standalone.folder;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ostiary.contract.id.AccountId;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Base64;
import java.util.List;

/** What a start leaves on disk, what it refuses, and what it completes. */
final class FirstStartTest {
    private static final List<String> USERS = List.of("broker", "gateway");
    private static final Endpoint ENDPOINT = new Endpoint(4610, "us-east-1");
    private static final List<String> SECRETS =
            List.of("master.key", "root-credentials.json", "broker.secrets");

    @TempDir Path parent;
    private Path root;

    @BeforeEach
    void name() {
        root = parent.resolve("data");
    }

    @Test
    void aSecondStartHasTheSameKeysAndTheSameAccount() {
        var first = start();
        var second = start();
        assertEquals(first.masterKey().checkValue(), second.masterKey().checkValue());
        assertEquals(first.account(), second.account());
        assertEquals(first.broker().password("gateway"), second.broker().password("gateway"));
    }

    @Test
    void twoFoldersShareNothing() {
        var one = start();
        root = parent.resolve("other");
        var other = start();
        assertNotEquals(one.masterKey().checkValue(), other.masterKey().checkValue());
        assertNotEquals(one.account(), other.account());
        assertNotEquals(one.broker().password("gateway"), other.broker().password("gateway"));
    }

    @Test
    void a133_theFolderIsTheOwnersAndSoIsEveryFileWithASecret() throws IOException {
        start().announce(new FolderFiles(root), ENDPOINT);
        assertEquals("rwx------", permissions(root));
        try (var files = Files.list(root)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                if (!file.endsWith("lock")) {
                    assertEquals("rw-------", permissions(file), file.toString());
                }
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"master.key", "root-credentials.json", "broker.secrets"})
    void a133_aSecretThatOthersMayReadIsRefusedWithTheMend(String name) throws IOException {
        start();
        var file = root.resolve(name);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
        var refused = assertThrows(Unusable.class, this::start);
        assertTrue(message(refused).contains("chmod 600 '" + file + "'"), message(refused));
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        start();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 16, 31, 33})
    void a133_aMasterKeyOfAnotherLengthIsRefused(int length) throws IOException {
        start();
        overwrite("master.key", Base64.getEncoder().encodeToString(new byte[length]));
        var refused = assertThrows(Unusable.class, this::start);
        assertTrue(message(refused).contains(length + " bytes, not 32"), message(refused));
    }

    @Test
    void a133_aMasterKeyOfEqualBytesIsRefused() throws IOException {
        start();
        overwrite("master.key", Base64.getEncoder().encodeToString(new byte[32]));
        assertTrue(message(assertThrows(Unusable.class, this::start)).contains("not random"));
    }

    @Test
    void aLostMasterKeyIsNotReplacedOnceThereIsSomethingItSealed() throws IOException {
        start();
        Files.delete(root.resolve("master.key"));
        assertTrue(message(assertThrows(Unusable.class, this::start)).contains("is missing"));
        assertFalse(Files.exists(root.resolve("master.key")));
    }

    @Test
    void lostRootCredentialsOpenNoOtherAccountBesideTheOneInTheLog() throws IOException {
        start();
        Files.delete(root.resolve("root-credentials.json"));
        Files.createDirectory(root.resolve("kafka"));
        assertTrue(message(assertThrows(Unusable.class, this::start)).contains("is missing"));
        assertFalse(Files.exists(root.resolve("root-credentials.json")));
    }

    @Test
    void lostBrokerPasswordsAreMadeAnew() throws IOException {
        var before = start();
        Files.delete(root.resolve("broker.secrets"));
        var after = start();
        assertNotEquals(before.broker().password("gateway"), after.broker().password("gateway"));
        assertEquals(before.account(), after.account());
    }

    @Test
    void aNewRoleGetsAPasswordOnAnOldFolder() {
        start();
        try (var folder = DataFolder.open(root)) {
            var users = List.of("broker", "gateway", "audit");
            var later = FirstStart.ensure(folder.files(), null, users);
            assertEquals(32, later.broker().password("audit").length());
        }
    }

    @Test
    void aStartCutShortAfterAnyStepIsCompletedByTheNext() throws IOException {
        var whole = start();
        whole.announce(new FolderFiles(root), ENDPOINT);
        // The files in the order in which they are made: keep the first n, as a SIGKILL would.
        for (int kept = 0; kept <= SECRETS.size(); kept++) {
            var cut = Files.createDirectory(parent.resolve("cut" + kept));
            for (String name : SECRETS.subList(0, kept)) {
                Files.copy(root.resolve(name), cut.resolve(name));
            }
            Files.writeString(cut.resolve("root-credentials.json.tmp"), "half of i");
            root = cut;
            var completed = start();
            completed.announce(new FolderFiles(cut), ENDPOINT);
            var same = start();
            assertEquals(completed.account(), same.account());
            if (kept > 0) {
                assertEquals(whole.masterKey().checkValue(), completed.masterKey().checkValue());
            }
            if (kept > 1) {
                assertEquals(whole.account(), completed.account());
            }
            root = parent.resolve("data");
        }
    }

    @Test
    void theWantedAccountIsTakenForANewFolderAndAnotherIsRefusedLater() {
        var wanted = new AccountId("123456789012");
        assertEquals(wanted, start(wanted).account().account());
        assertEquals(wanted, start(wanted).account().account());
        assertEquals(wanted, start().account().account());
        var other = new AccountId("210987654321");
        var refused = assertThrows(Unusable.class, () -> start(other));
        assertTrue(message(refused).contains("belongs to account 123456789012"));
    }

    @Test
    void theRegistrysAccountIsNobodys() {
        assertThrows(Unusable.class, () -> start(AccountId.REGISTRY));
    }

    @Test
    void theRootsKeyNamesTheAccount() {
        var root = start().account();
        assertEquals(root.account(), root.accessKeyId().account());
        assertEquals(40, root.secretAccessKey().length());
    }

    @Test
    void a129_nothingPrintsASecret() {
        var made = start();
        var printed = made.toString();
        assertFalse(printed.contains(made.account().secretAccessKey().revealText()));
        assertFalse(printed.contains(made.broker().password("gateway").revealText()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{", "{}", "{\"AccountId\":\"1\"}", "[1]", "null", "{} x"})
    void damagedRootCredentialsAreNotRepeatedInTheMessage(String content) throws IOException {
        start();
        overwrite("root-credentials.json", content);
        var refused = assertThrows(Unusable.class, this::start);
        assertTrue(message(refused).contains("is damaged"), message(refused));
    }

    @Test
    void twoProcessesDoNotShareAFolder() {
        try (var _ = DataFolder.open(root)) {
            var refused = assertThrows(Unusable.class, () -> DataFolder.open(root));
            assertTrue(message(refused).contains("another Ostiary"), message(refused));
        }
        DataFolder.open(root).close();
    }

    private FirstStart start() {
        return start(null);
    }

    private FirstStart start(@Nullable AccountId account) {
        try (var folder = DataFolder.open(root)) {
            return FirstStart.ensure(folder.files(), account, USERS);
        }
    }

    private void overwrite(String name, String content) throws IOException {
        Files.writeString(root.resolve(name), content);
    }

    private static String permissions(Path path) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }

    private static String message(Throwable failure) {
        return String.valueOf(failure.getMessage());
    }
}
