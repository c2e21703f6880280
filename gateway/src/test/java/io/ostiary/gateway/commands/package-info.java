@NullMarked
package io.ostiary.gateway.commands;

import org.jspecify.annotations.NullMarked;
