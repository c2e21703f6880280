package io.ostiary.gateway.model;

import java.util.List;

/**
 * How an operation pages, by member names.
 *
 * @param moreResults empty for a service that marks the last page by leaving out the token
 */
public record Pagination(
        String inputToken,
        String outputToken,
        String limitKey,
        String moreResults,
        List<String> resultKeys) {

    public Pagination {
        resultKeys = List.copyOf(resultKeys);
    }
}
