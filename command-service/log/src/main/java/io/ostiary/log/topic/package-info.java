/**
 * The topics, their settings, who may do what with them, and the clients that speak to them. No
 * other place names a topic or a client setting.
 */
@NullMarked
package io.ostiary.log.topic;

import org.jspecify.annotations.NullMarked;
