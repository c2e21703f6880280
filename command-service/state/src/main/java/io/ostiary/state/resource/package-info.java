/** Whose a resource is, by its ARN. */
@NullMarked
package io.ostiary.state.resource;

import org.jspecify.annotations.NullMarked;
