/**
 * Who may, what may this one, and with which? Answered for one account from its own policies alone:
 * whatever another account says or does changes no byte of an answer.
 */
@NullMarked
package io.ostiary.engine.search;

import org.jspecify.annotations.NullMarked;
