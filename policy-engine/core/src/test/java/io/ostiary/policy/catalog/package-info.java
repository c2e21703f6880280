/** What the data say, and that all of them can be read. */
@NullMarked
package io.ostiary.policy.catalog;

import org.jspecify.annotations.NullMarked;
