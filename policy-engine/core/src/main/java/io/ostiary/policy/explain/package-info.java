/**
 * Reasons, for people: what came of each statement, AWS's text of a refusal, and what would change
 * the answer. Not the hot path.
 */
@NullMarked
package io.ostiary.policy.explain;

import org.jspecify.annotations.NullMarked;
