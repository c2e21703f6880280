/** Tests of the package of the same name. */
@NullMarked
package io.ostiary.policy.explain;

import org.jspecify.annotations.NullMarked;
