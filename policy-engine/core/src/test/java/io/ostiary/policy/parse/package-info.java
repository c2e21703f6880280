/** Tests of the package of the same name. */
@NullMarked
package io.ostiary.policy.parse;

import org.jspecify.annotations.NullMarked;
