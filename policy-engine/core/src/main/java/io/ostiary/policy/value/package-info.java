/**
 * The kinds of value that conditions and resources compare: dates, numbers, addresses, ARNs and
 * variable references. Text in, value out; what does not parse has no value.
 */
@NullMarked
package io.ostiary.policy.value;

import org.jspecify.annotations.NullMarked;
