/** Tests of the package of the same name. */
@NullMarked
package io.ostiary.policy.json;

import org.jspecify.annotations.NullMarked;
