@NullMarked
package io.ostiary.gateway.pipeline;

import org.jspecify.annotations.NullMarked;
