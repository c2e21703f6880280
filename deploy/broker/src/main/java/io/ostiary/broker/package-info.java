/**
 * A real, single-node Kafka broker inside this process. Promises: it listens on the loopback
 * interface only, lets nobody in without a password, and grants nothing that no ACL grants. Knows
 * Kafka and nothing of Ostiary.
 */
@NullMarked
package io.ostiary.broker;

import org.jspecify.annotations.NullMarked;
