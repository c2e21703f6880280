/** The rules of login profiles and passwords. */
@NullMarked
package io.ostiary.writer.loginprofile;

import org.jspecify.annotations.NullMarked;
