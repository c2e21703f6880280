/**
 * The policy engine as a gateway asks it: every answer from one snapshot of the fold, none after
 * its lease.
 */
@NullMarked
package io.ostiary.engine;

import org.jspecify.annotations.NullMarked;
