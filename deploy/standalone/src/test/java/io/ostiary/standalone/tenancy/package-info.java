/** Two accounts in one house never learn of each other. */
@NullMarked
package io.ostiary.standalone.tenancy;

import org.jspecify.annotations.NullMarked;
