@NullMarked
package io.ostiary.gateway.remote;

import org.jspecify.annotations.NullMarked;
