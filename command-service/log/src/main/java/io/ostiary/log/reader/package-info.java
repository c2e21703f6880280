/**
 * The loop of every reader: folds iam.events into a sink, proves again and again that it has missed
 * nothing, and says how long it may answer. What cannot be read stops the account or the partition
 * that it may concern, never more, and is never passed over.
 */
@NullMarked
package io.ostiary.log.reader;

import org.jspecify.annotations.NullMarked;
