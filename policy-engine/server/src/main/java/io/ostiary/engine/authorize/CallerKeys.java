package io.ostiary.engine.authorize;

import io.ostiary.contract.id.AccountId;
import io.ostiary.contract.id.Names;
import io.ostiary.contract.port.Caller;
import io.ostiary.contract.port.Engine.RequestFacts;
import io.ostiary.contract.shape.Tag;
import io.ostiary.engine.denial.Denial;
import io.ostiary.engine.fold.AccountSnapshot;
import io.ostiary.engine.fold.EngineSnapshot;
import io.ostiary.engine.principal.LivePrincipal;
import io.ostiary.policy.request.ConditionKeys;
import io.ostiary.state.entity.Account;
import io.ostiary.state.entity.MemberAccount;
import io.ostiary.state.entity.Organization;
import io.ostiary.state.view.OrganizationTree;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;

/**
 * The global condition keys of a caller and its connection (IAM User Guide, "AWS global condition
 * context keys"), each made when it is asked for. They come from the verified credential, the fold
 * and the connection, never from a parameter.
 */
public final class CallerKeys implements ConditionKeys {

    private static final String PRINCIPAL_TAG = "aws:principaltag/";
    private static final List<String> FALSE = List.of("false");
    private static final List<String> TRUE = List.of("true");

    private final EngineSnapshot snapshot;
    private final LivePrincipal principal;
    private final RequestFacts facts;
    private final Instant now;

    public CallerKeys(
            EngineSnapshot snapshot, LivePrincipal principal, RequestFacts facts, Instant now) {
        this.snapshot = snapshot;
        this.principal = principal;
        this.facts = facts;
        this.now = now;
    }

    /** What is noted of a denial: the request's id, and by what it was judged. */
    public Denial.Asked asked() {
        return asked(0);
    }

    /**
     * @param question its place in a batch, from 0
     */
    public Denial.Asked asked(int question) {
        return new Denial.Asked(
                facts.requestId(),
                question,
                principal.account().id(),
                principal.account().state().revision(),
                now);
    }

    @Override
    public @Nullable List<String> values(String key) {
        if (key.startsWith(PRINCIPAL_TAG)) {
            var entity = principal.entity();
            return entity == null
                    ? null
                    : tag(entity.attachments().tags(), key.substring(PRINCIPAL_TAG.length()));
        }
        return switch (key) {
            case "aws:principalarn" -> List.of(principal.principal().arn());
            case "aws:principalaccount" -> List.of(principal.account().id().value());
            case "aws:principaltype" -> List.of(type());
            case "aws:userid" -> List.of(principal.caller().userId());
            case "aws:username" -> one(principal.principal().userName());
            case "aws:principalorgid" -> organizationId(principal.account());
            case "aws:principalorgpaths" -> organizationPath(principal.account());
            case "aws:principalisawsservice", "aws:viaawsservice" -> FALSE;
            case "aws:sourceip" -> List.of(facts.sourceIp());
            case "aws:securetransport" -> facts.secureTransport() ? TRUE : FALSE;
            case "aws:useragent" -> one(facts.userAgent());
            case "aws:referer" -> one(facts.referer());
            case "aws:requestedregion" -> List.of(facts.region());
            case "aws:currenttime" -> List.of(now.truncatedTo(ChronoUnit.SECONDS).toString());
            case "aws:epochtime" -> List.of(Long.toString(now.getEpochSecond()));
            case "aws:tokenissuetime" -> issuedAt();
            case "aws:multifactorauthpresent" -> secondFactor();
            default -> null;
        };
    }

    private String type() {
        return switch (principal.principal().kind()) {
            case ROOT, ROOT_SESSION -> "Account";
            case USER, USER_SESSION -> "User";
            case ROLE_SESSION -> "AssumedRole";
            case FEDERATED_USER -> "FederatedUser";
            case WEB_IDENTITY, SERVICE, ANONYMOUS -> "Anonymous";
        };
    }

    private @Nullable List<String> issuedAt() {
        Caller.Session session = principal.caller().session();
        return session == null ? null : List.of(session.issuedAt().toString());
    }

    /** Long-lived credentials do not have the key at all; that is why BoolIfExists exists. */
    private @Nullable List<String> secondFactor() {
        Caller.Session session = principal.caller().session();
        if (session == null) {
            return null;
        }
        return session.mfa() ? TRUE : FALSE;
    }

    /**
     * As {@link #values}, for a resource: it has an owner too ("Properties of the resource" in the
     * same list).
     */
    public @Nullable List<String> values(String key, AccountId owner) {
        return switch (key) {
            case "aws:resourceaccount" -> List.of(owner.value());
            case "aws:resourceorgid" -> organizationId(snapshot.account(owner));
            case "aws:resourceorgpaths" -> organizationPath(snapshot.account(owner));
            default -> values(key);
        };
    }

    private @Nullable List<String> organizationId(@Nullable AccountSnapshot account) {
        Organization organization = organizationOf(account);
        return organization == null ? null : List.of(organization.id());
    }

    private @Nullable Organization organizationOf(@Nullable AccountSnapshot account) {
        return account == null ? null : snapshot.organizationOf(account);
    }

    private @Nullable List<String> organizationPath(@Nullable AccountSnapshot account) {
        AccountSnapshot management = account == null ? null : snapshot.managementAccountOf(account);
        OrganizationTree tree = management == null ? null : OrganizationTree.of(management.state());
        if (account == null || tree == null) {
            return null;
        }
        MemberAccount member = tree.member(account.id().value());
        // Opened already, but not yet told to the account that asked for it: under the root.
        return List.of(
                tree.path(member == null ? tree.organization().rootId() : member.parentId()));
    }

    /** Whether a history that could not be read to its end has a word in these keys. */
    public static boolean dependsOnRefused(EngineSnapshot snapshot, AccountSnapshot account) {
        if (snapshot.isWhole()) {
            return false;
        }
        Account opened = account.state().account();
        return snapshot.isRefused(account.id())
                || (opened != null
                        && opened.managementAccount() != null
                        && snapshot.isRefused(opened.managementAccount()));
    }

    private static @Nullable List<String> one(@Nullable String value) {
        return value == null ? null : List.of(value);
    }

    /**
     * @param key lower case
     */
    public static @Nullable List<String> tag(List<Tag> tags, String key) {
        for (Tag tag : tags) {
            if (Names.key(tag.key()).equals(key)) {
                return List.of(tag.value());
            }
        }
        return null;
    }
}
