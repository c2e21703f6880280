/**
 * What is asked: who wants to do what to which resource, and the keys that conditions look at.
 * Plain facts, established by the caller; nothing here decides.
 */
@NullMarked
package io.ostiary.policy.request;

import org.jspecify.annotations.NullMarked;
