package io.ostiary.writer.rule;

import org.jspecify.annotations.Nullable;

/** Paths of names. Their characters and length are the model's matter, at the gateway. */
public final class Paths {
    public static final String ROOT = "/";

    /** Where service-linked roles live: AWS alone makes them. */
    private static final String SERVICE_LINKED = "/aws-service-role/";

    private Paths() {}

    /** A slash when none is given (IAM API Reference, CreateUser and its like). */
    public static String orRoot(@Nullable String path) {
        return path == null ? ROOT : path;
    }

    public static boolean isServiceLinked(String path) {
        return path.startsWith(SERVICE_LINKED);
    }
}
