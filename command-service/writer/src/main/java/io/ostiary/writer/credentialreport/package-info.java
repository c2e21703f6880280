/** When an account gets a new credential report. */
@NullMarked
package io.ostiary.writer.credentialreport;

import org.jspecify.annotations.NullMarked;
