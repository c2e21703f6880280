/** Tests of the package of the same name. */
@NullMarked
package io.ostiary.projection.query;

import org.jspecify.annotations.NullMarked;
