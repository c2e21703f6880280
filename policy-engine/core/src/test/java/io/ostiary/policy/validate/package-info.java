/** Documents that raise each check, and their twins that do not. */
@NullMarked
package io.ostiary.policy.validate;

import org.jspecify.annotations.NullMarked;
