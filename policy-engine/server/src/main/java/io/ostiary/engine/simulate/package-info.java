/**
 * Answers what only needs policies: simulations, by the policies that principals have in the fold,
 * and the validation of documents.
 */
@NullMarked
package io.ostiary.engine.simulate;

import org.jspecify.annotations.NullMarked;
