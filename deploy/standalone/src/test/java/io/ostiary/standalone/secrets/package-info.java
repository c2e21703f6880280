/** No secret is written anywhere in the clear. */
@NullMarked
package io.ostiary.standalone.secrets;

import org.jspecify.annotations.NullMarked;
