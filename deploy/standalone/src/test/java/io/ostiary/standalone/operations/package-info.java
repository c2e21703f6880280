/** Families of operations as users of AWS's SDK meet them, each with every error it declares. */
@NullMarked
package io.ostiary.standalone.operations;

import org.jspecify.annotations.NullMarked;
