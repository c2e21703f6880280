/**
 * The ports over HTTP, for services apart: every call and every answer carries a MAC, secrets in
 * them are sealed, and a call is good once. Depends on no service: whoever hosts an engine or a
 * projection gives it to {@link io.ostiary.gateway.remote.InternalServer}.
 */
@NullMarked
package io.ostiary.gateway.remote;

import org.jspecify.annotations.NullMarked;
