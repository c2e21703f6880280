/**
 * What IAM's policy simulator answers: which context keys policies look at, and what they decide of
 * requests that nobody makes. Pure; decisions are the evaluator's own.
 */
@NullMarked
package io.ostiary.policy.simulate;

import org.jspecify.annotations.NullMarked;
