/**
 * The rules of the HTTP edge, before any protocol: one way to frame a request, bounded heads and
 * bodies, few methods, paths and content types, and the headers every answer carries. Knows no
 * operation and no caller.
 */
@NullMarked
package io.ostiary.gateway.edge;

import org.jspecify.annotations.NullMarked;
