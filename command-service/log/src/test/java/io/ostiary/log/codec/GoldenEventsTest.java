package io.ostiary.log.codec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.ostiary.contract.event.Event;
import io.ostiary.log.Samples;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * Every event type and version, as it was first written: a log holds it for ever, so it must decode
 * for ever, and the version of today must encode to today's file. To add a new type or version, run
 * with {@code -Dostiary.golden=write} once and commit the new file; a changed one is a decision.
 */
final class GoldenEventsTest {

    private static final Path FOLDER = Path.of("src/test/resources/golden/events");

    private final SealedCodec<Event> codec = new EventCodec().events();

    @Test
    void everyEventTypeHasAGoldenFileOfItsVersion() throws IOException {
        var missing = new TreeSet<String>();
        for (Class<?> type : codec.types().values()) {
            Event full = (Event) Samples.full(type);
            Path file = FOLDER.resolve(name(full));
            if (!Files.exists(file)) {
                if ("write".equals(System.getProperty("ostiary.golden"))) {
                    Files.write(file, lines(type));
                } else {
                    missing.add(file.toString());
                }
            }
        }
        assertEquals(Set.of(), missing);
    }

    @Test
    void everyGoldenFileStillDecodesAndEncodesTheSame() throws Exception {
        int files = 0;
        try (Stream<Path> listed = Files.list(FOLDER)) {
            for (Path file : listed.sorted().toList()) {
                String[] parts = file.getFileName().toString().split("\\.", -1);
                int version = Integer.parseInt(parts[1]);
                Class<?> type = codec.types().get(parts[0]);
                if (type == null) {
                    fail(file + " has no event type any more");
                    return;
                }
                var events = new ArrayList<Event>();
                for (String line : Files.readAllLines(file)) {
                    var mark = new TypeMark(parts[0], version, Set.of());
                    Event event = codec.decode(mark.text(), line.getBytes(UTF_8));
                    if (mark(event).version() == version) {
                        assertEquals(line, new String(codec.encode(event), UTF_8));
                    }
                    events.add(event);
                }
                if (mark(events.getFirst()).version() == version) {
                    assertEquals(Samples.full(type), events.getFirst());
                    assertEquals(Samples.sparse(type), events.getLast());
                }
                files++;
            }
        }
        assertTrue(files >= codec.types().size());
    }

    private TypeMark mark(Event event) {
        try {
            return TypeMark.of(codec.mark(event));
        } catch (Unreadable e) {
            throw new AssertionError(e);
        }
    }

    private String name(Event event) {
        TypeMark mark = mark(event);
        return mark.name() + "." + mark.version() + ".jsonl";
    }

    private List<String> lines(Class<?> type) {
        return List.of(
                new String(codec.encode((Event) Samples.full(type)), UTF_8),
                new String(codec.encode((Event) Samples.sparse(type)), UTF_8));
    }
}
