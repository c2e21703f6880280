/**
 * Read your writes: what readers say of their progress, and how a gateway waits for it. Within a
 * process by a call, between processes over iam.progress.
 */
@NullMarked
package io.ostiary.log.report;

import org.jspecify.annotations.NullMarked;
