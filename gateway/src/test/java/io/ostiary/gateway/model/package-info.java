/** The service models as they are read, and what AWS's facts say of them. */
@NullUnmarked
package io.ostiary.gateway.model;

import org.jspecify.annotations.NullUnmarked;
