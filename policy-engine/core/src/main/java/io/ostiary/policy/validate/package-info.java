/**
 * What is wrong with a policy document, as Access Analyzer's ValidatePolicy tells it: not the first
 * fault, as the parser does that stores documents, but all of them, each with its place. Nothing
 * here decides what a document means.
 */
@NullMarked
package io.ostiary.policy.validate;

import org.jspecify.annotations.NullMarked;
