/**
 * The stages between bytes and answer, each a type that only the stage before can make: received,
 * dispatched, verified, checked, authorized, executed. No operation is reached by another way, so
 * none can forget a check.
 */
@NullMarked
package io.ostiary.gateway.pipeline;

import org.jspecify.annotations.NullMarked;
