/** Tests of the package of the same name. */
@NullMarked
package io.ostiary.policy.compile;

import org.jspecify.annotations.NullMarked;
