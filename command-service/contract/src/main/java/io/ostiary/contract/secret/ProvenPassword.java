package io.ostiary.contract.secret;

import java.time.Instant;

/**
 * The current password of a command's caller, who knew it: the engine compared it with its hash.
 *
 * @param setAt when it was set; where that is not so any more, another one has taken its place
 */
public record ProvenPassword(Instant setAt) {}
