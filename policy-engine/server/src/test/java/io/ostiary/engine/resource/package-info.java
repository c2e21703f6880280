@NullMarked
package io.ostiary.engine.resource;

import org.jspecify.annotations.NullMarked;
