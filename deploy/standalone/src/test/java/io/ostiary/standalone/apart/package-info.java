/** Services apart, as their operator and their attacker meet them. */
@NullMarked
package io.ostiary.standalone.apart;

import org.jspecify.annotations.NullMarked;
