package io.ostiary.log.codec;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * What a reader must know of bytes beside them: which record they are, and as which version of it
 * they were written.
 *
 * @param version of the type; 1, or the highest {@link io.ostiary.contract.event.Since}
 * @param must the members that a reader which does not know them must not pass over
 */
record TypeMark(String name, int version, Set<String> must) {

    private static final int MAX_VERSION = Short.MAX_VALUE;
    private static final String SEPARATOR = ":";

    TypeMark {
        must = Set.copyOf(must);
    }

    /** In one word: {@code UserCreated}, {@code UserCreated:2} or {@code UserCreated:2:scope}. */
    String text() {
        if (must.isEmpty()) {
            return version == 1 ? name : name + SEPARATOR + version;
        }
        return name + SEPARATOR + version + SEPARATOR + String.join(",", new TreeSet<>(must));
    }

    /**
     * @throws Unreadable when {@link #text} spells none so
     */
    static TypeMark of(String text) throws Unreadable {
        String[] parts = text.split(SEPARATOR, -1);
        if (parts.length > 3) {
            throw new Unreadable(Unreadable.Reason.HEADER, "no type, version and members");
        }
        var mark =
                new TypeMark(
                        parts[0],
                        parts.length > 1 ? version(parts[1]) : 1,
                        parts.length > 2
                                ? new TreeSet<>(List.of(parts[2].split(",", -1)))
                                : Set.of());
        if (!mark.text().equals(text)) {
            throw new Unreadable(Unreadable.Reason.HEADER, "not how a type is spelled");
        }
        return mark;
    }

    private static int version(String digits) throws Unreadable {
        long version = Ascii.number(digits.getBytes(UTF_8), 0, digits.length());
        if (version < 1 || version > MAX_VERSION) {
            throw new Unreadable(Unreadable.Reason.HEADER, "no such type version");
        }
        return (int) version;
    }
}
