package io.ostiary.contract.outcome;

import io.ostiary.contract.id.AccountId;

/**
 * An outcome as iam.outcomes holds it.
 *
 * @param gateway whose it is; the others drop it by a header
 */
public record OutcomeEnvelope(
        AccountId account, String requestId, String gateway, Outcome outcome) {}
