/**
 * The question turned round: who can do this, and what can this one do? No request has come yet, so
 * some condition keys have no value; what depends on them is answered with "if". A cold path beside
 * the evaluator, which it must agree with whatever the open keys turn out to hold.
 */
@NullMarked
package io.ostiary.policy.search;

import org.jspecify.annotations.NullMarked;
