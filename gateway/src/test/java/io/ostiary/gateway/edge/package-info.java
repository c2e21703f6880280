/** The edge, shown with raw sockets against a real server on a free port. */
@NullUnmarked
package io.ostiary.gateway.edge;

import org.jspecify.annotations.NullUnmarked;
