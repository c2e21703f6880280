/**
 * Policy semantics as data: the case files, and random cases, each put to the compiled and to the
 * reference evaluator.
 */
@NullMarked
package io.ostiary.policy.cases;

import org.jspecify.annotations.NullMarked;
