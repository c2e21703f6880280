package io.ostiary.policy.signature;

import java.util.ArrayDeque;
import java.util.Deque;

/** The path of a canonical request. */
final class CanonicalPath {

    private CanonicalPath() {}

    static void add(Ascii out, String path, PathStyle style) {
        String normal =
                switch (style) {
                    case NORMALIZED -> normalized(path);
                    case UNNORMALIZED, OBJECT_KEY -> path.isEmpty() ? "/" : path;
                };
        int from = 0;
        for (int i = 0; i <= normal.length(); i++) {
            if (i < normal.length() && normal.charAt(i) != '/') {
                continue;
            }
            if (style == PathStyle.OBJECT_KEY) {
                PercentEncoding.addOnce(out, normal, from, i, false);
            } else {
                PercentEncoding.addAgain(out, normal.substring(from, i));
            }
            if (i < normal.length()) {
                out.add('/');
            }
            from = i + 1;
        }
    }

    /** Without empty and dot segments (RFC 3986, section 5.2.4); keeps a slash at the end. */
    private static String normalized(String path) {
        if (path.length() <= 1) {
            return "/";
        }
        Deque<String> segments = new ArrayDeque<>();
        for (String segment : path.split("/", -1)) {
            switch (segment) {
                case "", "." -> {}
                case ".." -> segments.pollLast();
                default -> segments.addLast(segment);
            }
        }
        String joined = "/" + String.join("/", segments);
        return path.endsWith("/") && !segments.isEmpty() ? joined + "/" : joined;
    }
}
