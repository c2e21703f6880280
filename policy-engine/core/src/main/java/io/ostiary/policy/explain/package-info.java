/** Reasons, for people: which statements applied, and AWS's text of a refusal. Not the hot path. */
@NullMarked
package io.ostiary.policy.explain;

import org.jspecify.annotations.NullMarked;
