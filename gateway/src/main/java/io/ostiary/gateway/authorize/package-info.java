/**
 * The authorize API over HTTP: questions of services about their callers, in our own form and in
 * that of the AuthZEN Authorization API 1.0. Both read into the same questions to the engine.
 */
@NullMarked
package io.ostiary.gateway.authorize;

import org.jspecify.annotations.NullMarked;
