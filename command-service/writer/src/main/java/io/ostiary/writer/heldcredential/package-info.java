/** SSH public keys, service-specific credentials and signing certificates. */
@NullMarked
package io.ostiary.writer.heldcredential;

import org.jspecify.annotations.NullMarked;
