/** The rules of roles and of whom they trust. */
@NullMarked
package io.ostiary.writer.role;

import org.jspecify.annotations.NullMarked;
