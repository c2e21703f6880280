/**
 * A second evaluator, short and slow, written from AWS's text and sharing no code with the
 * compiler. Where the two disagree, one of them is wrong.
 */
@NullMarked
package io.ostiary.policy.reference;

import org.jspecify.annotations.NullMarked;
