/**
 * What a caller asks to be changed: one record an AWS operation, its components the model's
 * members.
 */
@NullMarked
package io.ostiary.contract.command;

import org.jspecify.annotations.NullMarked;
