/** An account's entities as immutable records: what events fold to, in every sink alike. */
@NullMarked
package io.ostiary.state.entity;

import org.jspecify.annotations.NullMarked;
