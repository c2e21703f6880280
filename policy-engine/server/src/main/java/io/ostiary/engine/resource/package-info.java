/** Whose a resource is and what its owner says of it: bucket names, resource policies, tags. */
@NullMarked
package io.ostiary.engine.resource;

import org.jspecify.annotations.NullMarked;
