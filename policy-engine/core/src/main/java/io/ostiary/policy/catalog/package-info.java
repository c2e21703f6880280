/**
 * AWS's Service Authorization Reference: which actions, resource types and condition keys each
 * service has. Reads one resource on the class path, and a service's part of it when it is first
 * asked for.
 */
@NullMarked
package io.ostiary.policy.catalog;

import org.jspecify.annotations.NullMarked;
