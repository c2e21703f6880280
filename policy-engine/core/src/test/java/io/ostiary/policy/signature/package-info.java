/** Tests of signatures: AWS's published cases, and the attacks A002 to A018. */
@NullMarked
package io.ostiary.policy.signature;

import org.jspecify.annotations.NullMarked;
