/** Tests of the package of this name. */
@NullMarked
package io.ostiary.state.entity;

import org.jspecify.annotations.NullMarked;
