/** The rules of customer managed policies and their versions. */
@NullMarked
package io.ostiary.writer.policy;

import org.jspecify.annotations.NullMarked;
