package io.ostiary.policy.compile;

/**
 * What the resources of a pattern begin with.
 *
 * @param suffices every resource that begins so matches: the pattern is this and a star, within the
 *     last part of the ARN
 */
record ResourcePrefix(String text, boolean suffices) {}
