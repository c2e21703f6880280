/**
 * AWS's service models as immutable values: which operations there are, which shape each takes and
 * gives, and which errors it declares. Knows neither HTTP nor our own commands.
 */
@NullMarked
package io.ostiary.gateway.model;

import org.jspecify.annotations.NullMarked;
