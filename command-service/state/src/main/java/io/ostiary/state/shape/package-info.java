/** Entities as AWS's structures: what queries and commands answer, from the same entities alike. */
@NullMarked
package io.ostiary.state.shape;

import org.jspecify.annotations.NullMarked;
