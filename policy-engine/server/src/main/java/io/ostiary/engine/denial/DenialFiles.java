package io.ostiary.engine.denial;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.ostiary.contract.id.AccountId;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Records in files, a folder an account: a line each, a thousand lines a file. The oldest file goes
 * when the others hold enough, or when its last line is too old; so one account's flood costs no
 * other account a record. Nothing is synced to the disk: a power cut may lose the last records, and
 * they are lost then as those that found no room.
 */
public final class DenialFiles implements DenialStore {

    /** Of an account. */
    public static final int MOST = 10_000;

    /** Of all accounts, unless somebody says otherwise. */
    public static final long MOST_BYTES = 4L << 30;

    public static final Duration KEPT = Duration.ofHours(24);

    private static final Logger LOG = LoggerFactory.getLogger(DenialFiles.class);
    private static final int LINES = 1_000;
    private static final String SUFFIX = ".denials";

    private final Path folder;
    private final long mostBytes;
    private final Map<AccountId, Deque<Segment>> segments = new HashMap<>();
    private long bytes;

    /** A file: its number, and what of it has been counted. */
    private static final class Segment {
        final long number;
        int lines;
        long size;
        Instant newest = Instant.EPOCH;

        Segment(long number) {
            this.number = number;
        }
    }

    private DenialFiles(Path folder, long mostBytes) {
        this.folder = folder;
        this.mostBytes = mostBytes;
    }

    /**
     * Opens the folder and makes it where it is missing.
     *
     * @param mostBytes of all accounts together: beyond it nothing more is kept until something is
     *     too old
     * @throws UncheckedIOException when the folder cannot be used
     */
    public static DenialFiles open(Path folder, long mostBytes) {
        var files = new DenialFiles(folder, mostBytes);
        try {
            create(folder);
            for (Path account : listed(folder)) {
                String name = account.getFileName().toString();
                if (AccountId.isValid(name)) {
                    files.count(new AccountId(name));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + folder, e);
        }
        return files;
    }

    @Override
    public boolean keep(AccountId reader, String requestId, Instant at, byte[] record) {
        byte[] head = (requestId + ' ' + at.toEpochMilli() + ' ').getBytes(UTF_8);
        int length = head.length + record.length + 1;
        if (bytes + length > mostBytes) {
            return false;
        }
        var line = new byte[length];
        System.arraycopy(head, 0, line, 0, head.length);
        System.arraycopy(record, 0, line, head.length, record.length);
        line[length - 1] = '\n';
        try {
            Deque<Segment> own = segments.computeIfAbsent(reader, _ -> new ArrayDeque<>());
            Segment last = own.peekLast();
            if (last == null || last.lines >= LINES) {
                last = new Segment(last == null ? 0 : last.number + 1);
                create(folder.resolve(reader.value()));
                own.addLast(last);
            }
            Path file = file(reader, last.number);
            if (last.lines == 0) {
                Files.deleteIfExists(file);
                Files.createFile(
                        file,
                        PosixFilePermissions.asFileAttribute(
                                PosixFilePermissions.fromString("rw-------")));
            }
            Files.write(file, line, StandardOpenOption.APPEND);
            last.lines++;
            last.size += length;
            last.newest = at;
            bytes += length;
            int lines = 0;
            for (Segment segment : own) {
                lines += segment.lines;
            }
            while (lines - own.getFirst().lines >= MOST) {
                lines -= own.getFirst().lines;
                delete(reader, own.removeFirst());
            }
            return true;
        } catch (IOException e) {
            LOG.warn("a denial cannot be kept: {}", e.toString());
            // Half a line may lie there: nothing is put behind it.
            Deque<Segment> own = segments.get(reader);
            if (own != null && !own.isEmpty()) {
                own.getLast().lines = LINES;
            }
            return false;
        }
    }

    @Override
    public List<byte[]> find(AccountId reader, String requestId, Instant now) {
        String start = requestId + ' ';
        var lines = new ArrayList<String>();
        for (Path file : files(reader)) {
            lines.addAll(lines(file));
        }
        var found = new ArrayList<byte[]>();
        for (String line : lines.subList(Math.max(0, lines.size() - MOST), lines.size())) {
            int time = line.startsWith(start) ? line.indexOf(' ', start.length()) : -1;
            if (time > 0
                    && !isOld(
                            Instant.ofEpochMilli(
                                    Long.parseLong(line.substring(start.length(), time))),
                            now)) {
                found.add(line.substring(time + 1).getBytes(UTF_8));
            }
        }
        return found;
    }

    @Override
    public void sweep(Instant now) {
        for (AccountId reader : List.copyOf(segments.keySet())) {
            Deque<Segment> own = segments.getOrDefault(reader, new ArrayDeque<>());
            while (!own.isEmpty() && isOld(own.getFirst().newest, now)) {
                try {
                    delete(reader, own.removeFirst());
                } catch (IOException e) {
                    LOG.warn("old denials cannot be deleted: {}", e.toString());
                }
            }
            if (own.isEmpty()) {
                segments.remove(reader);
            }
        }
    }

    private static boolean isOld(Instant at, Instant now) {
        return at.plus(KEPT).isBefore(now);
    }

    private void delete(AccountId reader, Segment segment) throws IOException {
        bytes -= segment.size;
        Files.deleteIfExists(file(reader, segment.number));
    }

    private void count(AccountId reader) throws IOException {
        var own = new ArrayDeque<Segment>();
        for (Path file : files(reader)) {
            String name = file.getFileName().toString();
            var segment =
                    new Segment(Long.parseLong(name.substring(0, name.length() - SUFFIX.length())));
            List<String> lines = lines(file);
            segment.size = Files.size(file);
            bytes += segment.size;
            if (!lines.isEmpty()) {
                String[] head = lines.getLast().split(" ", 3);
                segment.newest = Instant.ofEpochMilli(Long.parseLong(head[1]));
            }
            // Whether its last line is whole is not looked into: the next one gets a file of its
            // own.
            segment.lines = Math.max(1, lines.size());
            own.addLast(segment);
        }
        if (!own.isEmpty()) {
            Segment next = new Segment(own.getLast().number + 1);
            own.addLast(next);
            segments.put(reader, own);
        }
    }

    /** Whole lines only: one that is being written, or was when the power went, has no end. */
    private static List<String> lines(Path file) {
        try {
            String text = Files.readString(file);
            var lines = new ArrayList<String>();
            int from = 0;
            int end;
            while ((end = text.indexOf('\n', from)) >= 0) {
                lines.add(text.substring(from, end));
                from = end + 1;
            }
            return lines;
        } catch (NoSuchFileException e) {
            return List.of();
        } catch (IOException e) {
            LOG.warn("denials cannot be read: {}", e.toString());
            return List.of();
        }
    }

    private List<Path> files(AccountId reader) {
        try {
            List<Path> files = listed(folder.resolve(reader.value()));
            files.removeIf(file -> !file.toString().endsWith(SUFFIX));
            return files;
        } catch (NoSuchFileException e) {
            return List.of();
        } catch (IOException e) {
            LOG.warn("denials cannot be listed: {}", e.toString());
            return List.of();
        }
    }

    private static List<Path> listed(Path folder) throws IOException {
        var found = new ArrayList<Path>();
        try (DirectoryStream<Path> stream = Files.newDirectoryStream(folder)) {
            stream.forEach(found::add);
        }
        Collections.sort(found);
        return found;
    }

    private Path file(AccountId reader, long number) {
        return folder.resolve(reader.value()).resolve("%012d".formatted(number) + SUFFIX);
    }

    private static void create(Path folder) throws IOException {
        Files.createDirectories(
                folder,
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    }
}
