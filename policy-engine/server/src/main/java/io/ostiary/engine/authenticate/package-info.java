/** From a signed request to the one who signed it. A refusal does not say which part was wrong. */
@NullMarked
package io.ostiary.engine.authenticate;

import org.jspecify.annotations.NullMarked;
