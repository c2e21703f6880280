package io.ostiary.writer.resource;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.ostiary.contract.id.Names;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** Which of S3's actions apply to a bucket and which to its objects ({@code s3-actions.tsv}). */
final class BucketActions {

    private static final String FILE = "s3-actions.tsv";
    private static final String VENDOR = "s3:";
    private static final List<Action> ALL = read();

    private BucketActions() {}

    /** The resources that a bucket's policy may speak of. */
    enum Target {
        BUCKET,
        OBJECT
    }

    /**
     * @param name lower case, without the vendor
     */
    private record Action(String name, Set<Target> targets) {}

    /** Whether any action of S3 is meant. */
    static boolean isAction(String pattern) {
        return ALL.stream().anyMatch(action -> isMeant(pattern, action));
    }

    /** Whether any action that is meant applies to one of the targets. */
    static boolean apply(String pattern, Set<Target> targets) {
        return ALL.stream()
                .filter(action -> isMeant(pattern, action))
                .anyMatch(action -> action.targets().stream().anyMatch(targets::contains));
    }

    private static boolean isMeant(String pattern, Action action) {
        String lower = Names.key(pattern);
        return lower.equals("*")
                || (lower.startsWith(VENDOR)
                        && matches(lower.substring(VENDOR.length()), action.name()));
    }

    /**
     * A star goes back to its own last place only, so a text is looked at once for each letter of
     * the pattern at most; and the names of actions are short.
     */
    private static boolean matches(String pattern, String text) {
        int p = 0;
        int t = 0;
        int star = -1;
        int resume = 0;
        while (t < text.length()) {
            char wanted = p < pattern.length() ? pattern.charAt(p) : 0;
            if (wanted == '*') {
                star = p++;
                resume = t;
            } else if (wanted == '?' || wanted == text.charAt(t)) {
                p++;
                t++;
            } else if (star >= 0) {
                p = star + 1;
                t = ++resume;
            } else {
                return false;
            }
        }
        while (p < pattern.length() && pattern.charAt(p) == '*') {
            p++;
        }
        return p == pattern.length();
    }

    private static List<Action> read() {
        var actions = new ArrayList<Action>();
        try (InputStream in = BucketActions.class.getResourceAsStream(FILE)) {
            if (in == null) {
                throw new IllegalStateException("not on the class path: " + FILE);
            }
            var lines = new BufferedReader(new InputStreamReader(in, UTF_8));
            String line;
            while ((line = lines.readLine()) != null) {
                if (!line.startsWith("#")) {
                    actions.add(action(line));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(FILE, e);
        }
        return List.copyOf(actions);
    }

    private static Action action(String line) {
        int tab = line.indexOf('\t');
        var targets = EnumSet.noneOf(Target.class);
        for (String target : line.substring(tab + 1).split(",", -1)) {
            switch (target) {
                case "bucket" -> targets.add(Target.BUCKET);
                case "object" -> targets.add(Target.OBJECT);
                case "" -> {}
                default -> throw new IllegalStateException(FILE + ": " + line);
            }
        }
        return new Action(Names.key(line.substring(0, tab)), Set.copyOf(targets));
    }
}
