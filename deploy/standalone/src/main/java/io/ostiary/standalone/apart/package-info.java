/**
 * Each service in a process of its own, on a Kafka elsewhere: the key files that they hold, how
 * these are made, and the four object graphs. Promises: a service holds the login and the derived
 * keys of its role and nothing else, it refuses to start with keys that are not the log's, and its
 * ports answer only calls that carry our MAC.
 */
@NullMarked
package io.ostiary.standalone.apart;

import org.jspecify.annotations.NullMarked;
