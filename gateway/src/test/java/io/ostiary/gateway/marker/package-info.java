@NullMarked
package io.ostiary.gateway.marker;

import org.jspecify.annotations.NullMarked;
