/** Reading an account's entities, and the changes that an event makes to them. */
@NullMarked
package io.ostiary.state.view;

import org.jspecify.annotations.NullMarked;
