/**
 * What a gateway asks of the engine, the projection and the readers; in process, or over HTTP with
 * a MAC.
 */
@NullMarked
package io.ostiary.contract.port;

import org.jspecify.annotations.NullMarked;
