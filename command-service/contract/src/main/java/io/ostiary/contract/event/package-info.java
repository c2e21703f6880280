/** The facts. Types are only ever added to; every value was decided once, by the writer. */
@NullMarked
package io.ostiary.contract.event;

import org.jspecify.annotations.NullMarked;
