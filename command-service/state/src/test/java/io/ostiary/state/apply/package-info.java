/** Tests of the package of this name. */
@NullMarked
package io.ostiary.state.apply;

import org.jspecify.annotations.NullMarked;
