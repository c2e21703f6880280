/** Tests of the package of this name. */
@NullMarked
package io.ostiary.state.shape;

import org.jspecify.annotations.NullMarked;
