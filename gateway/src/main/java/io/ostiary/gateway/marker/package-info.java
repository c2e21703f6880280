/** Pagination markers: positions of ours, sealed so that nobody reads, forges or moves one. */
@NullMarked
package io.ostiary.gateway.marker;

import org.jspecify.annotations.NullMarked;
