/** Hashing and verifying passwords in a small bounded pool; passwords go no further. */
@NullMarked
package io.ostiary.engine.password;

import org.jspecify.annotations.NullMarked;
