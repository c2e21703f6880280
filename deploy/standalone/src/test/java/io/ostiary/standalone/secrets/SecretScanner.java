package io.ostiary.standalone.secrets;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URLEncoder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.zip.Inflater;
import java.util.zip.InflaterInputStream;

/**
 * Looks for secrets in bytes: as they are, in base64 (inside of a longer text, too), in hex and
 * URL-encoded.
 */
final class SecretScanner {
    // Each form is found by its first eight bytes, as one number that moves along the text; only
    // where that is known, the whole is compared.
    private static final int HEAD = Long.BYTES;
    private static final int CHUNK = 1 << 20;
    private static final int BUCKETS = 1 << 16;

    private final Map<Long, List<Form>> byHead = new HashMap<>();
    private final boolean[] known = new boolean[BUCKETS];
    private final int longest;

    /** A spelling of a secret. */
    private record Form(String secret, String spelling, byte[] bytes) {}

    /**
     * @param where a file, or a name for what was given
     */
    record Finding(String where, String secret, String spelling) {}

    /**
     * @param secrets by a name that may be printed; at least 10 bytes each, or base64 in the midst
     *     of a text could not be told from chance
     */
    SecretScanner(Map<String, byte[]> secrets) {
        int max = HEAD;
        for (var secret : secrets.entrySet()) {
            if (secret.getValue().length < 10) {
                throw new IllegalArgumentException(secret.getKey() + " is too short to look for");
            }
            for (Form form : forms(secret.getKey(), secret.getValue())) {
                long head = 0;
                for (int i = 0; i < HEAD; i++) {
                    head = (head << 8) | (form.bytes()[i] & 0xFF);
                }
                byHead.computeIfAbsent(head, _ -> new ArrayList<>()).add(form);
                known[bucket(head)] = true;
                max = Math.max(max, form.bytes().length);
            }
        }
        longest = max;
    }

    /** What every file below the folder holds, except those that are left out. */
    Set<Finding> scan(Path folder, Predicate<Path> leftOut) throws IOException {
        Set<Finding> found = new LinkedHashSet<>();
        List<Path> files;
        try (var walk = Files.walk(folder)) {
            files = walk.filter(Files::isRegularFile).filter(leftOut.negate()).toList();
        }
        for (Path file : files) {
            try (var in = Files.newInputStream(file)) {
                scan(folder.relativize(file).toString(), in, found);
            }
            if (file.toString().endsWith(".denials")) {
                scanPacked(folder.relativize(file).toString(), Files.readAllLines(file), found);
            }
        }
        return found;
    }

    /** The engine's records of denials: of each line the third word, deflated, in base64. */
    private void scanPacked(String where, List<String> lines, Set<Finding> found)
            throws IOException {
        for (String line : lines) {
            byte[] packed = Base64.getDecoder().decode(line.split(" ", 3)[2]);
            try (var unpacked =
                    new InflaterInputStream(new ByteArrayInputStream(packed), new Inflater(true))) {
                scan(where, unpacked, found);
            }
        }
    }

    Set<Finding> scan(String where, byte[] content) {
        Set<Finding> found = new LinkedHashSet<>();
        scan(where, content, content.length, found);
        return found;
    }

    private void scan(String where, InputStream in, Set<Finding> found) throws IOException {
        // A chunk begins with the end of the one before, so that nothing hides at a seam.
        byte[] buffer = new byte[CHUNK + longest];
        int kept = 0;
        while (true) {
            int read = in.readNBytes(buffer, kept, CHUNK);
            if (read == 0) {
                return;
            }
            int length = kept + read;
            scan(where, buffer, length, found);
            kept = Math.min(longest, length);
            System.arraycopy(buffer, length - kept, buffer, 0, kept);
        }
    }

    private void scan(String where, byte[] bytes, int length, Set<Finding> found) {
        long head = 0;
        for (int i = 0; i < length; i++) {
            head = (head << 8) | (bytes[i] & 0xFF);
            if (i >= HEAD - 1 && known[bucket(head)]) {
                for (Form form : byHead.getOrDefault(head, List.of())) {
                    if (isAt(form.bytes(), bytes, i - HEAD + 1, length)) {
                        found.add(new Finding(where, form.secret(), form.spelling()));
                    }
                }
            }
        }
    }

    private static boolean isAt(byte[] wanted, byte[] bytes, int at, int length) {
        if (at + wanted.length > length) {
            return false;
        }
        for (int i = 0; i < wanted.length; i++) {
            if (bytes[at + i] != wanted[i]) {
                return false;
            }
        }
        return true;
    }

    private static int bucket(long head) {
        return (int) ((head * 0x9E3779B97F4A7C15L) >>> 48);
    }

    private static Iterable<Form> forms(String name, byte[] secret) {
        Map<String, String> spellings = new LinkedHashMap<>();
        spellings.put("plain", new String(secret, ISO_8859_1));
        spellings.put("hex", HexFormat.of().formatHex(secret));
        spellings.put("upper-case hex", HexFormat.of().withUpperCase().formatHex(secret));
        String url = URLEncoder.encode(new String(secret, ISO_8859_1), ISO_8859_1);
        spellings.put("URL-encoded", url);
        spellings.put("RFC 3986", url.replace("+", "%20").replace("*", "%2A"));
        spellings.put("lower-case URL-encoded", lowerEscapes(url));
        for (int shift = 0; shift < 3; shift++) {
            String base64 = inside(secret, shift);
            spellings.put("base64, offset " + shift, base64);
            spellings.put("base64url, offset " + shift, base64.replace('+', '-').replace('/', '_'));
            spellings.put("base64 URL-encoded, offset " + shift, URLEncoder.encode(base64, UTF_8));
        }
        return spellings.entrySet().stream()
                .map(e -> new Form(name, e.getKey(), e.getValue().getBytes(ISO_8859_1)))
                .toList();
    }

    /** The characters that depend on the secret alone when so many bytes stand before it. */
    private static String inside(byte[] secret, int before) {
        byte[] padded = new byte[before + secret.length];
        System.arraycopy(secret, 0, padded, before, secret.length);
        String all = Base64.getEncoder().withoutPadding().encodeToString(padded);
        int from = before == 0 ? 0 : before + 1;
        int to = padded.length % 3 == 0 ? all.length() : all.length() - 1;
        return all.substring(from, to);
    }

    private static String lowerEscapes(String url) {
        var text = new StringBuilder(url);
        for (int i = text.indexOf("%"); i >= 0; i = text.indexOf("%", i + 1)) {
            text.replace(i, i + 3, text.substring(i, i + 3).toLowerCase(Locale.ROOT));
        }
        return text.toString();
    }
}
