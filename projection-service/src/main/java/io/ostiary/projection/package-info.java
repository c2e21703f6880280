/** The event log folded into RocksDB, and AWS's read operations answered from it. */
@NullMarked
package io.ostiary.projection;

import org.jspecify.annotations.NullMarked;
