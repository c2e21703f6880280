package io.ostiary.log.codec;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;

import java.io.IOException;
import java.util.Set;

/** How values of one Java type are written and read. */
interface Shape {

    void write(JsonGenerator out, Object value) throws IOException;

    /** The parser stands on the value's first token and is left on its last. */
    Object read(JsonParser in, Reading reading) throws IOException, Unreadable;

    /** The highest {@code @Since} in it; 1 without one. */
    int version(Set<Shape> seen);

    /** Adds the names of its must-understand members. */
    void collectMust(Set<String> names, Set<Shape> seen);

    /**
     * What is known of the writer of the bytes at hand.
     *
     * @param version of the type, as the writer knew it
     * @param newer whether that is more than we know
     * @param must members that only who knows them may read
     */
    record Reading(int version, boolean newer, Set<String> must) {

        /** May a member that we do not know be passed over? */
        boolean mayIgnore(String member) {
            return newer && !must.contains(member);
        }
    }
}
