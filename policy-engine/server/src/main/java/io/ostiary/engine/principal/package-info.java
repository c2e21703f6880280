/** A principal's policies, gathered from the fold and compiled when first asked for. */
@NullMarked
package io.ostiary.engine.principal;

import org.jspecify.annotations.NullMarked;
