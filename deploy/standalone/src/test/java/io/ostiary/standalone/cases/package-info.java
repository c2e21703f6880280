/** The policy engine's case files, asked through the running house. */
@NullMarked
package io.ostiary.standalone.cases;

import org.jspecify.annotations.NullMarked;
