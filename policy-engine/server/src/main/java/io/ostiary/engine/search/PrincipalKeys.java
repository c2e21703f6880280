package io.ostiary.engine.search;

import io.ostiary.engine.authorize.CallerKeys;
import io.ostiary.engine.decide.DecisionPoint;
import io.ostiary.engine.fold.EngineSnapshot;
import io.ostiary.engine.principal.LivePrincipal;
import io.ostiary.policy.search.SubjectKeys;
import io.ostiary.state.entity.Role;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.List;

/** What is known of one principal; each session of a role has a user id of its own. */
record PrincipalKeys(CallerKeys keys, boolean isRole) implements SubjectKeys {

    static PrincipalKeys of(EngineSnapshot snapshot, LivePrincipal principal, Instant now) {
        return new PrincipalKeys(
                new CallerKeys(snapshot, principal, DecisionPoint.UNSTATED, now),
                principal.entity() instanceof Role);
    }

    @Override
    public @Nullable List<String> values(String key) {
        return keys.values(key);
    }

    @Override
    public boolean leavesOpen(String key) {
        return isRole && key.equals("aws:userid");
    }
}
