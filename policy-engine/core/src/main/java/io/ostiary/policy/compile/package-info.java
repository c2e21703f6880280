/**
 * Documents made ready to be asked: every pattern is cut and every value read once, at compile
 * time. Matching is linear in pattern and text, uses no regular expression, and takes no lock.
 */
@NullMarked
package io.ostiary.policy.compile;

import org.jspecify.annotations.NullMarked;
