/** Questions about policies, asked of a whole engine. */
@NullMarked
package io.ostiary.engine.simulate;

import org.jspecify.annotations.NullMarked;
