/** Tests of the package of the same name. */
@NullMarked
package io.ostiary.projection.store;

import org.jspecify.annotations.NullMarked;
