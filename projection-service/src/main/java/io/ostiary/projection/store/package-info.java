/**
 * The store of a projection: exactly what the log says up to the position it holds, one RocksDB key
 * an entity. The only package that builds RocksDB keys; each begins with the account it belongs to.
 */
@NullMarked
package io.ostiary.projection.store;

import org.jspecify.annotations.NullMarked;
