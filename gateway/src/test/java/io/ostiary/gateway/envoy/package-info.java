@NullMarked
package io.ostiary.gateway.envoy;

import org.jspecify.annotations.NullMarked;
