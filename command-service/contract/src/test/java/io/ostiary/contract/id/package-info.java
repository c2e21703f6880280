/** Names that follow rules. */
@NullMarked
package io.ostiary.contract.id;

import org.jspecify.annotations.NullMarked;
