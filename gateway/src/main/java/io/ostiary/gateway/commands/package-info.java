/**
 * Commands to the writer and outcomes back, over Kafka. Nothing is sent twice unless it is given
 * twice.
 */
@NullMarked
package io.ostiary.gateway.commands;

import org.jspecify.annotations.NullMarked;
