/** The rules of access keys, of users and of root. */
@NullMarked
package io.ostiary.writer.accesskey;

import org.jspecify.annotations.NullMarked;
