/** The event log folded into one immutable snapshot; folding opens no seal and decides nothing. */
@NullMarked
package io.ostiary.engine.fold;

import org.jspecify.annotations.NullMarked;
