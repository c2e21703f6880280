/** Threads for what takes longer than an event loop may wait. */
@NullMarked
package io.ostiary.engine.work;

import org.jspecify.annotations.NullMarked;
