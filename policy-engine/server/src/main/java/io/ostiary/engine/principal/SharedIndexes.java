package io.ostiary.engine.principal;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;

import io.ostiary.policy.compile.CompiledPolicy;
import io.ostiary.policy.compile.RecentQuestions;
import io.ostiary.policy.compile.StatementIndex;

import java.util.List;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Indexes by the policies that they are made of. Principals who have the same policies share one,
 * and a change of an account costs those whose policies did not change nothing but a look here. May
 * be used by many threads.
 */
final class SharedIndexes {

    /** Places of four bytes. */
    private static final long REMEMBERED_PLACES = 8L << 20;

    private final Cache<List<CompiledPolicy>, StatementIndex> indexes =
            Caffeine.newBuilder()
                    // What no principal has any more goes with what it was made of.
                    .weakValues()
                    .maximumWeight(REMEMBERED_PLACES)
                    .weigher(
                            (List<CompiledPolicy> policies, StatementIndex index) ->
                                    index.places() + policies.size() + 32)
                    .build();

    private final RecentQuestions questions =
            new RecentQuestions(() -> ThreadLocalRandom.current().nextInt());

    /** Of policies that count as one. */
    StatementIndex joined(List<CompiledPolicy> policies) {
        return policies.isEmpty()
                ? StatementIndex.joined(policies)
                : indexes.get(policies, made -> StatementIndex.joined(made).remembering(questions));
    }
}
