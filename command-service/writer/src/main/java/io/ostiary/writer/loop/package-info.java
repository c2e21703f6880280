/**
 * The writer: one loop a partition takes commands, decides, and commits events, outcomes and
 * offsets in one Kafka transaction. Nothing else in the house authors events.
 */
@NullMarked
package io.ostiary.writer.loop;

import org.jspecify.annotations.NullMarked;
