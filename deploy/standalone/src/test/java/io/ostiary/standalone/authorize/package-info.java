/** Services ask about their callers over the wire. */
@NullMarked
package io.ostiary.standalone.authorize;

import org.jspecify.annotations.NullMarked;
