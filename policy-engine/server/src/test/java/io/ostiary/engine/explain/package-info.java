@NullMarked
package io.ostiary.engine.explain;

import org.jspecify.annotations.NullMarked;
