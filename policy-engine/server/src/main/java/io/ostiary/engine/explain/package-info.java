/** Answers why something was denied, and whether it would be still. */
@NullMarked
package io.ostiary.engine.explain;

import org.jspecify.annotations.NullMarked;
