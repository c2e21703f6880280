/**
 * AWS's managed policies. The one package here that reads something: a resource on the class path.
 */
@NullMarked
package io.ostiary.policy.managed;

import org.jspecify.annotations.NullMarked;
