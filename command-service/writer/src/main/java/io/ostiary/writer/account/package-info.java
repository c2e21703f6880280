/** The rules of an account's own settings. */
@NullMarked
package io.ostiary.writer.account;

import org.jspecify.annotations.NullMarked;
