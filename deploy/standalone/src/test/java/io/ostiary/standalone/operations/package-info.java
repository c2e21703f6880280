/** Every operation over the wire, family by family, with the stock SDK. */
@NullMarked
package io.ostiary.standalone.operations;

import org.jspecify.annotations.NullMarked;
