package io.ostiary.standalone.cli;

/** Words for a POSIX shell. */
final class Shell {
    private Shell() {}

    /** As it is where the shell takes it for one plain word, else in single quotes. */
    static String quoted(String word) {
        if (!word.isEmpty() && word.chars().allMatch(Shell::isPlain)) {
            return word;
        }
        return "'" + word.replace("'", "'\\''") + "'";
    }

    private static boolean isPlain(int c) {
        return (c >= 'a' && c <= 'z')
                || (c >= 'A' && c <= 'Z')
                || (c >= '0' && c <= '9')
                || "-_./:+=@%,".indexOf(c) >= 0;
    }
}
