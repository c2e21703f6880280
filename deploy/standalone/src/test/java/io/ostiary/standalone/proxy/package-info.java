/** The house behind a proxy, as its users have it. */
@NullMarked
package io.ostiary.standalone.proxy;

import org.jspecify.annotations.NullMarked;
