/** What an operation answers: one record an operation, its components the model's members. */
@NullMarked
package io.ostiary.contract.result;

import org.jspecify.annotations.NullMarked;
