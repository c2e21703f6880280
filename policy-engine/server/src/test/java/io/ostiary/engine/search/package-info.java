/** Searches, asked of a whole engine. */
@NullMarked
package io.ostiary.engine.search;

import org.jspecify.annotations.NullMarked;
