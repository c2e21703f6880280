/** placeholder. */
@NullMarked
package io.ostiary.log.reader;

import org.jspecify.annotations.NullMarked;
