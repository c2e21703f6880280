/** The rules of groups and of who is in them. */
@NullMarked
package io.ostiary.writer.group;

import org.jspecify.annotations.NullMarked;
