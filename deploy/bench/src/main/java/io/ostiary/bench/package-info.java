/**
 * Speed, as ratios taken in one run: each figure stands beside a floor or a peer that was measured
 * on the same machine, in the same minute, in turns.
 */
@NullMarked
package io.ostiary.bench;

import org.jspecify.annotations.NullMarked;
