/** The simulator's answers, beside the examples that AWS prints. */
@NullMarked
package io.ostiary.policy.simulate;

import org.jspecify.annotations.NullMarked;
