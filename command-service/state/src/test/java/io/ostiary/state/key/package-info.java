@NullMarked
package io.ostiary.state.key;

import org.jspecify.annotations.NullMarked;
