/**
 * The gate: what an operation needs, of which resources, and which condition keys a request has.
 */
@NullMarked
package io.ostiary.engine.authorize;

import org.jspecify.annotations.NullMarked;
