/**
 * Envoy's external authorization (envoy.service.auth.v3, over gRPC): a route of a small file says
 * which action on which resource a request is, and the user's own signature says who asks.
 */
@NullMarked
package io.ostiary.gateway.envoy;

import org.jspecify.annotations.NullMarked;
