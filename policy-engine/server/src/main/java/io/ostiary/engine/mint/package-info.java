/** The STS operations, each with its own authorization; nothing here touches the log. */
@NullMarked
package io.ostiary.engine.mint;

import org.jspecify.annotations.NullMarked;
