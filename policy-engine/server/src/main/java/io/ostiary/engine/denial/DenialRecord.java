package io.ostiary.engine.denial;

import io.ostiary.contract.port.Caller;
import io.ostiary.contract.shape.ExplainedDenial;

import org.jspecify.annotations.Nullable;

/**
 * What is kept of a denial.
 *
 * @param question its place in a batch, from 0
 * @param told the whole of the reader's side, its organization's policies included; of the present
 *     it knows nothing yet
 * @param caller the principal whose question it was
 * @param owner the account of the resource; null where no policy was asked
 */
public record DenialRecord(
        int question, ExplainedDenial told, Caller caller, @Nullable String owner) {}
