/** The whole house as its users meet it: what the first issue promises, through the wire. */
@NullMarked
package io.ostiary.standalone.lesson;

import org.jspecify.annotations.NullMarked;
