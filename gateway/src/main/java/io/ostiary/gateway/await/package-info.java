/** Read your writes: an answer waits until no reader answers from before it. */
@NullMarked
package io.ostiary.gateway.await;

import org.jspecify.annotations.NullMarked;
