package io.ostiary.engine.decide;

import io.ostiary.contract.id.AccountId;
import io.ostiary.contract.shape.Tag;
import io.ostiary.engine.authorize.CallerKeys;
import io.ostiary.engine.principal.LivePrincipal;
import io.ostiary.policy.request.ActionName;
import io.ostiary.policy.request.ConditionKeys;
import io.ostiary.state.entity.Role;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;

/**
 * The condition keys of a question: of the principal asked about what the engine knows, of the
 * connection only what was stated. Nothing of the asker's own connection gets in.
 *
 * <p>A role that is named, not seen in a session, is judged as a session of it that is taken now,
 * without a second factor and under a name that nobody knows.
 */
final class DecisionKeys implements ConditionKeys {

    private static final String IAM_RESOURCE_TAG = "iam:resourcetag/";
    private static final List<String> FALSE = List.of("false");

    private final LivePrincipal principal;
    private final CallerKeys own;
    private final ActionName action;
    private final AccountId owner;
    private final @Nullable List<Tag> tags;
    private final Map<String, List<String>> stated;
    private final Instant now;

    /**
     * @param own the principal's
     * @param tags of the resource; null for one that is not registered
     * @param stated lower-case keys, each of them one that may be stated
     */
    DecisionKeys(
            LivePrincipal principal,
            CallerKeys own,
            ActionName action,
            AccountId owner,
            @Nullable List<Tag> tags,
            Map<String, List<String>> stated,
            Instant now) {
        this.principal = principal;
        this.own = own;
        this.action = action;
        this.owner = owner;
        this.tags = tags;
        this.stated = stated;
        this.now = now;
    }

    @Override
    public @Nullable List<String> values(String key) {
        if (tags != null && StatableKeys.isResourceTag(key)) {
            return CallerKeys.tag(tags, key.substring(key.indexOf('/') + 1));
        }
        if (tags != null && key.startsWith(IAM_RESOURCE_TAG)) {
            return CallerKeys.tag(tags, key.substring(IAM_RESOURCE_TAG.length()));
        }
        if (StatableKeys.isStated(key, action)) {
            return stated.get(key);
        }
        if (principal.entity() instanceof Role && principal.caller().session() == null) {
            switch (key) {
                case "aws:multifactorauthpresent" -> {
                    return FALSE;
                }
                case "aws:tokenissuetime" -> {
                    return List.of(now.truncatedTo(ChronoUnit.SECONDS).toString());
                }
                case "aws:userid" -> {
                    return null;
                }
                default -> {}
            }
        }
        return own.values(key, owner);
    }
}
