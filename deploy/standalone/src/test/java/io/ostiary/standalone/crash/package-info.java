/** The whole house under SIGKILL: what was acknowledged is there, once, in every read model. */
@NullMarked
package io.ostiary.standalone.crash;

import org.jspecify.annotations.NullMarked;
