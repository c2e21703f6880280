/**
 * The rules: what becomes of a command. One entry, {@link io.ostiary.writer.Deciders}, so that no
 * operation can miss the standing check; a package for each family behind it. Pure: nothing here
 * knows Kafka, a clock or randomness.
 */
@NullMarked
package io.ostiary.writer;

import org.jspecify.annotations.NullMarked;
