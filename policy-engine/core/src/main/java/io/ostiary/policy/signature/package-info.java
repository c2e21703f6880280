/**
 * AWS Signature Version 4, verified: the request as it came off the wire, a derived key and a time
 * go in, and either a proof or AWS's error comes out. Pure functions; looks nothing up.
 */
@NullMarked
package io.ostiary.policy.signature;

import org.jspecify.annotations.NullMarked;
