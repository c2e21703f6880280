/** Histories made by hand and at random, and the house they are folded into. */
@NullMarked
package io.ostiary.projection;

import org.jspecify.annotations.NullMarked;
