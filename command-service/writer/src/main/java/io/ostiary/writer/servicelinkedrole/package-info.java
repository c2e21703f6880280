/** The rules of roles that AWS's services have made for themselves. */
@NullMarked
package io.ostiary.writer.servicelinkedrole;

import org.jspecify.annotations.NullMarked;
