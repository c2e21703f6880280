/**
 * What a caller asks to be told: one record an AWS operation, its components the model's members.
 */
@NullMarked
package io.ostiary.contract.query;

import org.jspecify.annotations.NullMarked;
