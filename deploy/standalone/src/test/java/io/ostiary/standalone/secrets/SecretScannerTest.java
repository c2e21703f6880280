package io.ostiary.standalone.secrets;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.net.URLEncoder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** A scan that finds nothing is worth as much as its finding what was planted. */
final class SecretScannerTest {
    private static final String SECRET = "wJalrXUtn/EMI+K7MDENG=bPxRfiCY key!";

    private final SecretScanner scanner =
            new SecretScanner(Map.of("canary", SECRET.getBytes(US_ASCII)));

    @TempDir Path folder;

    @Test
    void eachSpellingIsFoundInTheMidstOfOtherText() {
        byte[] bytes = SECRET.getBytes(US_ASCII);
        for (String before : List.of("", "a", "ab", "abc")) {
            var inner = (before + SECRET + "tail").getBytes(US_ASCII);
            found(before + SECRET);
            found(before + HexFormat.of().formatHex(bytes));
            found(before + HexFormat.of().withUpperCase().formatHex(bytes));
            found(before + URLEncoder.encode(SECRET, UTF_8));
            found(before + URLEncoder.encode(SECRET, UTF_8).replace("+", "%20"));
            found(Base64.getEncoder().encodeToString(inner));
            found(Base64.getUrlEncoder().encodeToString(inner));
            found(URLEncoder.encode(Base64.getEncoder().encodeToString(inner), UTF_8));
        }
    }

    @Test
    void whatIsNotThereIsNotFound() {
        assertEquals(Set.of(), scanner.scan("here", SECRET.substring(1).getBytes(US_ASCII)));
        assertEquals(Set.of(), scanner.scan("here", new byte[100_000]));
        assertEquals(Set.of(), scanner.scan("here", SECRET.toLowerCase().getBytes(US_ASCII)));
    }

    @Test
    void aPlantedSecretIsFoundInAFileAtAnyPlace() throws IOException {
        // Across the seam of two chunks, at the very beginning and the very end.
        for (int at : List.of(0, 5, (1 << 20) - 7, (1 << 20) + 1, 3_000_000 - SECRET.length())) {
            byte[] content = new byte[3_000_000];
            Arrays.fill(content, (byte) 'x');
            System.arraycopy(SECRET.getBytes(US_ASCII), 0, content, at, SECRET.length());
            Files.write(folder.resolve("segment-" + at), content);
        }
        Files.createDirectories(folder.resolve("deep/down"));
        Files.writeString(folder.resolve("deep/down/log"), "key=" + SECRET);
        Files.writeString(folder.resolve("own"), SECRET);
        var found = scanner.scan(folder, file -> file.endsWith("own"));
        assertEquals(
                6,
                found.stream()
                        .map(SecretScanner.Finding::where)
                        .collect(Collectors.toSet())
                        .size());
        assertFalse(found.stream().anyMatch(finding -> finding.where().equals("own")));
    }

    private void found(String text) {
        assertFalse(scanner.scan("here", text.getBytes(US_ASCII)).isEmpty(), text);
    }
}
