/**
 * What hangs on several kinds of entity: managed and inline policies, boundaries and tags. One
 * mechanism; the families bring the target.
 */
@NullMarked
package io.ostiary.writer.attachment;

import org.jspecify.annotations.NullMarked;
