/** What the tests of this module share. */
@NullMarked
package io.ostiary.log;

import org.jspecify.annotations.NullMarked;
