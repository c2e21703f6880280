/**
 * Denials are kept for a day, so that somebody can ask why. Noting one costs the request nothing: a
 * bounded queue takes it, and a thread of its own explains it by the snapshot that denied and
 * writes it down. What is lost is lost, and never guessed.
 */
@NullMarked
package io.ostiary.engine.denial;

import org.jspecify.annotations.NullMarked;
