/** Envoy's external authorization, as an Envoy asks it. */
@NullMarked
package io.ostiary.standalone.envoy;

import org.jspecify.annotations.NullMarked;
