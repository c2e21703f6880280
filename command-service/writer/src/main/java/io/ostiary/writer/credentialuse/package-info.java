/** What is kept of the use of credentials. */
@NullMarked
package io.ostiary.writer.credentialuse;

import org.jspecify.annotations.NullMarked;
