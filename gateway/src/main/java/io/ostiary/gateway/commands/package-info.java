/** Commands to the writer and outcomes back, over Kafka. Nothing is ever sent twice. */
@NullMarked
package io.ostiary.gateway.commands;

import org.jspecify.annotations.NullMarked;
