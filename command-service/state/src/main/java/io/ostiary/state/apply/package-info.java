/**
 * The rules of folding, written once: an event against a view gives puts and deletes. Pure; no rule
 * is checked, it happened.
 */
@NullMarked
package io.ostiary.state.apply;

import org.jspecify.annotations.NullMarked;
