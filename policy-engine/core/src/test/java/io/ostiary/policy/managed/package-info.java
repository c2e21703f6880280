/** Tests of the catalog of managed policies. */
@NullMarked
package io.ostiary.policy.managed;

import org.jspecify.annotations.NullMarked;
