/** What all wire tests together prove, and the gates that every operation passes alike. */
@NullMarked
package io.ostiary.standalone.coverage;

import org.jspecify.annotations.NullMarked;
