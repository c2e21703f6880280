/** The structures of the AWS models that answers are made of; absent members are null. */
@NullMarked
package io.ostiary.contract.shape;

import org.jspecify.annotations.NullMarked;
