/**
 * Text to {@link io.ostiary.policy.document.PolicyDocument}, or AWS's reason why not. Nothing
 * unknown is ever ignored.
 */
@NullMarked
package io.ostiary.policy.parse;

import org.jspecify.annotations.NullMarked;
