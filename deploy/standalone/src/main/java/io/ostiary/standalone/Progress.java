package io.ostiary.standalone;

/** Is told what a start is about to do. */
@FunctionalInterface
public interface Progress {
    /** A step begins: a few words, present participle, such as "starting the broker". */
    void step(String what);
}
