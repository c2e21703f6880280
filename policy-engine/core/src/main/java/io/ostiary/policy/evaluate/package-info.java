/**
 * AWS's evaluation logic over compiled policies. Pure, and cheap enough for every request; reasons
 * are given by {@code explain}, on its own path.
 */
@NullMarked
package io.ostiary.policy.evaluate;

import org.jspecify.annotations.NullMarked;
