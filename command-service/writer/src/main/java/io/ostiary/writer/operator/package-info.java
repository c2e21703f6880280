/** What only who runs the house may change, in the history of the management account. */
@NullMarked
package io.ostiary.writer.operator;

import org.jspecify.annotations.NullMarked;
