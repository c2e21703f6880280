/** Tests of how single values are read. */
@NullMarked
package io.ostiary.policy.value;

import org.jspecify.annotations.NullMarked;
