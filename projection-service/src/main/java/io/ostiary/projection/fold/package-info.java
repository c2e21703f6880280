/** Events become rows of the store, in the log's order and each exactly once. */
@NullMarked
package io.ostiary.projection.fold;

import org.jspecify.annotations.NullMarked;
