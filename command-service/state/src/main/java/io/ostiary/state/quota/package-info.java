/** What an account may hold. */
@NullMarked
package io.ostiary.state.quota;

import org.jspecify.annotations.NullMarked;
