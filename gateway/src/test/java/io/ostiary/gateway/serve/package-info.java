@NullMarked
package io.ostiary.gateway.serve;

import org.jspecify.annotations.NullMarked;
