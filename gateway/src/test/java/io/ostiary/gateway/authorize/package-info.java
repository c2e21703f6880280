@NullMarked
package io.ostiary.gateway.authorize;

import org.jspecify.annotations.NullMarked;
