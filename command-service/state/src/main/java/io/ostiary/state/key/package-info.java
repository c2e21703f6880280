/** Public keys as text: reading, checking and showing them. Pure. */
@NullMarked
package io.ostiary.state.key;

import org.jspecify.annotations.NullMarked;
