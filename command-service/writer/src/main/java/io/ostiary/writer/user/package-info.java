/** The rules of users. */
@NullMarked
package io.ostiary.writer.user;

import org.jspecify.annotations.NullMarked;
