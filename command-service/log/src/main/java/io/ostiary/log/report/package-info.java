/** placeholder. */
@NullMarked
package io.ostiary.log.report;

import org.jspecify.annotations.NullMarked;
