/** What the families share: quotas, names, paths, texts, and what is asked about policies. */
@NullMarked
package io.ostiary.writer.rule;

import org.jspecify.annotations.NullMarked;
