/** The rules, each told as a scenario. */
@NullMarked
package io.ostiary.writer;

import org.jspecify.annotations.NullMarked;
