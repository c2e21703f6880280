@NullMarked
package io.ostiary.engine.denial;

import org.jspecify.annotations.NullMarked;
