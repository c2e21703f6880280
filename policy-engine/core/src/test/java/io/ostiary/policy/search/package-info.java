/** Tests of the package of the same name. */
@NullMarked
package io.ostiary.policy.search;

import org.jspecify.annotations.NullMarked;
