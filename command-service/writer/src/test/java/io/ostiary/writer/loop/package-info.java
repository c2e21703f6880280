/** The loop on a real broker: what a crash, a takeover or a bad record may not do. */
@NullMarked
package io.ostiary.writer.loop;

import org.jspecify.annotations.NullMarked;
