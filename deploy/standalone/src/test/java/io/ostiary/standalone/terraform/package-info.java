/** What Terraform's AWS provider does with IAM: the real one, and its calls replayed. */
@NullMarked
package io.ostiary.standalone.terraform;

import org.jspecify.annotations.NullMarked;
