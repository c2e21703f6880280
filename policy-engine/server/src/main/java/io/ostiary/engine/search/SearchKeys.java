package io.ostiary.engine.search;

import io.ostiary.contract.id.AccountId;
import io.ostiary.contract.shape.Tag;
import io.ostiary.engine.authorize.CallerKeys;
import io.ostiary.engine.decide.StatableKeys;
import io.ostiary.engine.decide.StatedContext;
import io.ostiary.policy.request.ActionName;
import io.ostiary.policy.search.KeySource;
import io.ostiary.policy.search.QuestionKeys;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Set;

/**
 * Which condition keys a search knows: what was stated, the resource's of the own account, and the
 * principal's own. All others are of a request that has not come yet: the connection, the time, the
 * second factor, what the call itself says. They are open, for who can do something under a
 * condition is to be found, and told the condition.
 */
final class SearchKeys implements QuestionKeys {

    private static final String IAM_RESOURCE_TAG = "iam:resourcetag/";
    private static final String PRINCIPAL_TAG = "aws:principaltag/";
    private static final String RESOURCE_ACCOUNT = "aws:resourceaccount";
    private static final Set<String> RESOURCES_ORGANIZATION =
            Set.of("aws:resourceorgid", "aws:resourceorgpaths");
    private static final Set<String> OF_PRINCIPAL =
            Set.of(
                    "aws:principalarn",
                    "aws:principalaccount",
                    "aws:principaltype",
                    "aws:principalorgid",
                    "aws:principalorgpaths",
                    "aws:principalisawsservice",
                    "aws:viaawsservice",
                    "aws:userid",
                    "aws:username");

    private final ActionName action;
    private final SoughtResource resource;
    private final StatedContext stated;
    private final AccountId account;
    private final CallerKeys ownAccount;

    /**
     * @param account whose the search is
     * @param ownAccount keys of any of its principals, for what they say of the account
     */
    SearchKeys(
            ActionName action,
            SoughtResource resource,
            StatedContext stated,
            AccountId account,
            CallerKeys ownAccount) {
        this.action = action;
        this.resource = resource;
        this.stated = stated;
        this.account = account;
        this.ownAccount = ownAccount;
    }

    @Override
    public KeySource source(String key) {
        if (resource.tags() != null && tagKey(key) != null) {
            return KeySource.QUESTION;
        }
        if (StatableKeys.isStated(key, action)) {
            return stated.states(key, action) ? KeySource.QUESTION : KeySource.OPEN;
        }
        if (key.equals(RESOURCE_ACCOUNT)) {
            return resource.own() || resource.namedAccount() != null
                    ? KeySource.QUESTION
                    : KeySource.OPEN;
        }
        if (RESOURCES_ORGANIZATION.contains(key)) {
            return resource.own() ? KeySource.QUESTION : KeySource.OPEN;
        }
        return OF_PRINCIPAL.contains(key) || key.startsWith(PRINCIPAL_TAG)
                ? KeySource.PRINCIPAL
                : KeySource.OPEN;
    }

    @Override
    public @Nullable List<String> values(String key) {
        List<Tag> tags = resource.tags();
        String tagKey = tags == null ? null : tagKey(key);
        if (tags != null && tagKey != null) {
            return CallerKeys.tag(tags, tagKey);
        }
        if (StatableKeys.isStated(key, action)) {
            return stated.values().get(key);
        }
        if (key.equals(RESOURCE_ACCOUNT)) {
            AccountId named = resource.namedAccount();
            return List.of((resource.own() || named == null ? account : named).value());
        }
        return ownAccount.values(key, account);
    }

    private static @Nullable String tagKey(String key) {
        if (StatableKeys.isResourceTag(key)) {
            return key.substring(key.indexOf('/') + 1);
        }
        return key.startsWith(IAM_RESOURCE_TAG) ? key.substring(IAM_RESOURCE_TAG.length()) : null;
    }
}
