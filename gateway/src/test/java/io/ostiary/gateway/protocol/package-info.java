/**
 * The wire protocols: Smithy's published cases, our own tables, and the attacks on parameters and
 * answers.
 */
@NullUnmarked
package io.ostiary.gateway.protocol;

import org.jspecify.annotations.NullUnmarked;
