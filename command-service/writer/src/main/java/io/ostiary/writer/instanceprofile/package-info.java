/** The rules of instance profiles. */
@NullMarked
package io.ostiary.writer.instanceprofile;

import org.jspecify.annotations.NullMarked;
