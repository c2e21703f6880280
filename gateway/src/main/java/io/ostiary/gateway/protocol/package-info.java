/**
 * The AWS wire protocols, driven by the service models: bytes become a checked tree of values,
 * records become bytes. Every input is bounded before it is read, and a refusal is a {@link
 * RefusedRequest} with AWS's code. Knows no HTTP server, no policy and no topic.
 */
@NullMarked
package io.ostiary.gateway.protocol;

import org.jspecify.annotations.NullMarked;
