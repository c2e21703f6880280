package io.ostiary.standalone.apart;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ostiary.contract.secret.Secret;
import io.ostiary.sealing.KeyRole;
import io.ostiary.sealing.MasterKey;
import io.ostiary.sealing.Purpose;
import io.ostiary.standalone.folder.Unusable;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Base64;

/** What lies in a key file, and what is not taken for one. */
final class KeyFileTest {

    private final MasterKey master = MasterKey.random();

    @TempDir Path folder;

    private Path written(KeyRole role) {
        Path path = folder.resolve(KeyFile.nameFor(role));
        KeyFile.derived(master, role, "user", Secret.of("canary-password"), null).write(path);
        return path;
    }

    @ParameterizedTest
    @EnumSource(KeyRole.class)
    void aRoleGetsItsOwnKeysAndNoOther(KeyRole role) throws Exception {
        Path path = written(role);
        assertEquals(
                "rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(path)));
        var read = KeyFile.read(path, role);
        assertEquals(master.keysFor(role).export(), read.keys().export());
        for (Purpose purpose : Purpose.values()) {
            assertEquals(role.purposes().contains(purpose), read.keys().has(purpose));
        }
        assertEquals(master.checkValue(), read.masterKeyCheck());
        String text = Files.readString(path);
        assertFalse(
                text.contains(Base64.getEncoder().encodeToString(master.export().revealBytes())));
        assertFalse(read.toString().contains("canary"));
    }

    @Test
    void aKeyFileOfAnotherRoleIsRefusedByName() {
        Path path = written(KeyRole.WRITER);
        var refused = assertThrows(Unusable.class, () -> KeyFile.read(path, KeyRole.ENGINE));
        assertTrue(message(refused).contains("engine.keys"), message(refused));
    }

    @Test
    void a133_aKeyFileThatOthersMayReadIsRefused() throws Exception {
        Path path = written(KeyRole.GATEWAY);
        Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rw-r-----"));
        var refused = assertThrows(Unusable.class, () -> KeyFile.read(path, KeyRole.GATEWAY));
        assertTrue(message(refused).contains("chmod 600"), message(refused));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "null",
                "[]",
                "{}",
                "{\"Role\":\"GATEWAY\",\"Role\":\"GATEWAY\"}",
                "{\"Role\":\"ADMIN\"}",
                "canary{"
            })
    void whatIsNoKeyFileIsRefusedAndNotRepeated(String content) throws Exception {
        Path path = written(KeyRole.GATEWAY);
        Files.writeString(path, content);
        var refused = assertThrows(Unusable.class, () -> KeyFile.read(path, KeyRole.GATEWAY));
        assertFalse(message(refused).contains("canary"), message(refused));
    }

    @Test
    void a133_aKeyThatIsTooShortIsRefused() throws Exception {
        Path path = written(KeyRole.PROJECTION);
        String key =
                Base64.getEncoder()
                        .encodeToString(
                                master.derive(Purpose.INTERNAL_CALL).export().revealBytes());
        Files.writeString(path, Files.readString(path).replace(key, "c2hvcnQ="));
        assertThrows(Unusable.class, () -> KeyFile.read(path, KeyRole.PROJECTION));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "engine",
                "engine:",
                "engine:x",
                "https://engine:1",
                "http://u@e:1",
                "e:1/x",
                "e:70000"
            })
    void whatIsNoAddressIsRefused(String text) {
        assertThrows(IllegalArgumentException.class, () -> HostPort.parse(text));
    }

    @Test
    void anAddressMayBeWrittenAsAUrl() {
        assertEquals(new HostPort("engine", 4611), HostPort.parse("http://engine:4611/"));
        assertEquals(new HostPort("::1", 4611), HostPort.parse("[::1]:4611"));
        assertEquals("[::1]:4611", HostPort.parse("[::1]:4611").toString());
    }

    private static String message(Exception e) {
        return String.valueOf(e.getMessage());
    }
}
