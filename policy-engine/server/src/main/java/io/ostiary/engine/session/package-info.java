/**
 * Sealed session tokens: what one says, how it is spelled, and opening it. No look-up of
 * principals.
 */
@NullMarked
package io.ostiary.engine.session;

import org.jspecify.annotations.NullMarked;
