/** The rules of the organization, in the history of its management account. */
@NullMarked
package io.ostiary.writer.organization;

import org.jspecify.annotations.NullMarked;
