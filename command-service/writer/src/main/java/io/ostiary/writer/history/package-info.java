/** What histories say to each other: reserving, opening and confirming accounts. */
@NullMarked
package io.ostiary.writer.history;

import org.jspecify.annotations.NullMarked;
