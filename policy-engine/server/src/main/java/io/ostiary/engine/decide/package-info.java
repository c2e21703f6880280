/**
 * The policy decision point: questions that services ask about others. Whether the asker may ask,
 * what it may state, and whose policies decide.
 */
@NullMarked
package io.ostiary.engine.decide;

import org.jspecify.annotations.NullMarked;
