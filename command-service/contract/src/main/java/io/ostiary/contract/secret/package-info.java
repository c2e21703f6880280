/** The types that may hold a secret. None of them says what it holds. */
@NullMarked
package io.ostiary.contract.secret;

import org.jspecify.annotations.NullMarked;
