/** What became of a command, on its way back to the gateway. */
@NullMarked
package io.ostiary.contract.outcome;

import org.jspecify.annotations.NullMarked;
