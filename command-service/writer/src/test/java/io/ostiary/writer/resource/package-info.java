@NullMarked
package io.ostiary.writer.resource;

import org.jspecify.annotations.NullMarked;
