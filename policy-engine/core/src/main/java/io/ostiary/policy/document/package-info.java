/**
 * The policy document as written: records that keep what the author wrote and decide nothing. What
 * an element means lies in {@code compile}.
 */
@NullMarked
package io.ostiary.policy.document;

import org.jspecify.annotations.NullMarked;
