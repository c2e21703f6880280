/** Users. */
@NullMarked
package io.ostiary.writer.user;

import org.jspecify.annotations.NullMarked;
