/** Tests of the package of this name. */
@NullMarked
package io.ostiary.state.view;

import org.jspecify.annotations.NullMarked;
