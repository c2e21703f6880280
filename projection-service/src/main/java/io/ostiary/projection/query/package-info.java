/**
 * AWS's read operations, one method each: pure functions of an account's view, bounded by the page
 * that was asked for.
 */
@NullMarked
package io.ostiary.projection.query;

import org.jspecify.annotations.NullMarked;
