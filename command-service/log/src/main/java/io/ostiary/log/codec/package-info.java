/**
 * How commands, events and outcomes become records of a topic and come back. Strict: what is not
 * exactly what this version would write, or a later version may add, is unreadable, with a reason;
 * nothing is skipped, guessed or repaired. A secret cannot be written.
 */
@NullMarked
package io.ostiary.log.codec;

import org.jspecify.annotations.NullMarked;
