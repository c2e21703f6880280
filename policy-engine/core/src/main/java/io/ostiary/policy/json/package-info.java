/**
 * The one JSON reader for text that comes from outside, and the writer that goes with it. It
 * refuses whatever two readers could understand differently.
 */
@NullMarked
package io.ostiary.policy.json;

import org.jspecify.annotations.NullMarked;
