/** The shape of a decision: a view, a command and effects in, a result out. */
@NullMarked
package io.ostiary.state.decide;

import org.jspecify.annotations.NullMarked;
