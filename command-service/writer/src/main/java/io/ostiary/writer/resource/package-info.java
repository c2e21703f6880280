/** Buckets, and the policies and tags that services keep here of resources of their own. */
@NullMarked
package io.ostiary.writer.resource;

import org.jspecify.annotations.NullMarked;
