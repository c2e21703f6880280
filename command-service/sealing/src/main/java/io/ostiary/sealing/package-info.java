/**
 * Key derivation and authenticated encryption, one purpose a seal. What does not open is an empty
 * answer without a reason; nothing here reads a file, a clock or a log.
 */
@NullMarked
package io.ostiary.sealing;

import org.jspecify.annotations.NullMarked;
