package io.ostiary.engine.denial;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.ostiary.contract.id.AccountId;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

class DenialFilesTest {

    private static final AccountId ONE = new AccountId("111111111111");
    private static final AccountId TWO = new AccountId("222222222222");
    private static final Instant NOW = Instant.parse("2026-11-28T01:00:00Z");

    @TempDir private Path folder;

    @Test
    void aRecordIsFoundByItsAccountOnly() {
        DenialFiles files = open();
        keep(files, ONE, "r-1");

        assertEquals(List.of("{\"of\":\"r-1\"}"), find(files, ONE, "r-1", NOW));
        assertEquals(List.of(), find(files, TWO, "r-1", NOW));
        assertEquals(List.of(), find(files, ONE, "r", NOW));
        assertEquals(List.of(), find(files, ONE, "r-1 ", NOW));
    }

    @Test
    void ofTenThousandAndOneTheFirstIsGone() {
        DenialFiles files = open();
        for (int i = 0; i <= DenialFiles.MOST; i++) {
            keep(files, ONE, "r-" + i);
        }
        keep(files, TWO, "r-0");

        assertEquals(List.of(), find(files, ONE, "r-0", NOW));
        assertEquals(1, find(files, ONE, "r-1", NOW).size());
        assertEquals(1, find(files, ONE, "r-" + DenialFiles.MOST, NOW).size());
        assertEquals(1, find(files, TWO, "r-0", NOW).size(), "another account's flood");
    }

    @Test
    void oldFilesOfAFloodAreGivenBack() throws IOException {
        DenialFiles files = open();
        for (int i = 0; i < DenialFiles.MOST + 2_500; i++) {
            keep(files, ONE, "r-" + i);
        }
        try (Stream<Path> left = Files.list(folder.resolve("denials").resolve(ONE.value()))) {
            assertEquals(11, left.count());
        }
    }

    @Test
    void aRecordIsKeptForADay() throws IOException {
        DenialFiles files = open();
        keep(files, ONE, "r-1");
        Instant day = NOW.plus(DenialFiles.KEPT);

        assertEquals(1, find(files, ONE, "r-1", day).size());
        assertEquals(0, find(files, ONE, "r-1", day.plusMillis(1)).size());

        files.sweep(day.plus(Duration.ofMinutes(1)));
        try (Stream<Path> left = Files.list(folder.resolve("denials").resolve(ONE.value()))) {
            assertEquals(0, left.count());
        }
        keep(files, ONE, "r-2");
        assertEquals(1, find(files, ONE, "r-2", NOW).size());
    }

    @Test
    void recordsAreThereAfterARestartAndAHalfWrittenOneIsNot() throws IOException {
        DenialFiles files = open();
        keep(files, ONE, "r-1");
        keep(files, ONE, "r-2");
        Path file = folder.resolve("denials").resolve(ONE.value()).resolve("000000000000.denials");
        assertEquals(
                "rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
        Files.writeString(file, "r-3 17642", StandardOpenOption.APPEND);

        DenialFiles again = open();
        keep(again, ONE, "r-4");

        for (String id : List.of("r-1", "r-2", "r-4")) {
            assertEquals(1, find(again, ONE, id, NOW).size(), id);
        }
        assertEquals(0, find(again, ONE, "r-3", NOW).size());
    }

    @Test
    void nothingIsKeptBeyondTheBoundOfTheDisk() {
        DenialFiles files = DenialFiles.open(folder.resolve("denials"), 100);

        assertTrue(files.keep(ONE, "r-1", NOW, "x".repeat(60).getBytes(UTF_8)));
        assertFalse(files.keep(ONE, "r-2", NOW, "x".repeat(60).getBytes(UTF_8)));
        assertEquals(1, find(files, ONE, "r-1", NOW).size());
    }

    private DenialFiles open() {
        return DenialFiles.open(folder.resolve("denials"), 1L << 30);
    }

    private static void keep(DenialFiles files, AccountId account, String id) {
        assertTrue(files.keep(account, id, NOW, ("{\"of\":\"" + id + "\"}").getBytes(UTF_8)));
    }

    private static List<String> find(DenialFiles files, AccountId account, String id, Instant now) {
        return files.find(account, id, now).stream().map(line -> new String(line, UTF_8)).toList();
    }
}
