/**
 * The harness for rules: scenarios, random histories, counted effects and a log in memory. It takes
 * the decider as an argument and knows none.
 */
@NullMarked
package io.ostiary.testkit;

import org.jspecify.annotations.NullMarked;
