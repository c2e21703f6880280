/** Tests of the package of the same name. */
@NullMarked
package io.ostiary.projection.fold;

import org.jspecify.annotations.NullMarked;
