/** Refusals, as AWS names them. */
@NullMarked
package io.ostiary.contract.error;

import org.jspecify.annotations.NullMarked;
