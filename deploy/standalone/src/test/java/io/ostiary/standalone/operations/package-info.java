/** Families of operations through the wire: each operation, and each error that it declares. */
@NullMarked
package io.ostiary.standalone.operations;

import org.jspecify.annotations.NullMarked;
