/**
 * Commands to the writer and outcomes back, over Kafka. Nothing is sent twice on its own account.
 */
@NullMarked
package io.ostiary.gateway.commands;

import org.jspecify.annotations.NullMarked;
