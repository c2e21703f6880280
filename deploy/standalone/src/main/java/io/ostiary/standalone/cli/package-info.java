/**
 * The command line. Promises: an error is one sentence on stderr with the mend in it, {@code env}
 * prints nothing but shell on stdout, and no secret is printed but by {@code env}.
 */
@NullMarked
package io.ostiary.standalone.cli;

import org.jspecify.annotations.NullMarked;
