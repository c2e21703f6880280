/** Tests of the package of the same name. */
@NullMarked
package io.ostiary.policy.evaluate;

import org.jspecify.annotations.NullMarked;
