/** The rules of server certificates. */
@NullMarked
package io.ostiary.writer.servercertificate;

import org.jspecify.annotations.NullMarked;
