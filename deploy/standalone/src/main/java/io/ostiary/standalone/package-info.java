/**
 * Every service in one JVM beside an embedded broker, on one data folder. Promises: what was
 * acknowledged is there after any kind of end, and nothing listens beyond the loopback interface.
 * The only place that knows every service.
 */
@NullMarked
package io.ostiary.standalone;

import org.jspecify.annotations.NullMarked;
