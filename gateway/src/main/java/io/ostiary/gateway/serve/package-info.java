/** The gateway's HTTP server: everything around the pipeline that listens, measures and stops. */
@NullMarked
package io.ostiary.gateway.serve;

import org.jspecify.annotations.NullMarked;
