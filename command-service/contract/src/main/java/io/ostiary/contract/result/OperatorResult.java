package io.ostiary.contract.result;

import io.ostiary.contract.shape.Quota;

import java.util.List;

/** The answers of the service {@code ostiary}. */
public sealed interface OperatorResult extends Result {

    record ListQuotasResult(List<Quota> quotas) implements OperatorResult {
        public ListQuotasResult {
            quotas = List.copyOf(quotas);
        }
    }
}
