package io.ostiary.engine.search;

import io.ostiary.contract.command.Actor;
import io.ostiary.contract.id.AccountId;
import io.ostiary.contract.id.Arn;
import io.ostiary.contract.port.Caller;
import io.ostiary.engine.decide.Subjects;
import io.ostiary.engine.fold.AccountSnapshot;
import io.ostiary.engine.principal.LivePrincipal;
import io.ostiary.engine.principal.OrganizationGuardrails;
import io.ostiary.engine.principal.Principals;
import io.ostiary.policy.evaluate.LabelledPolicy;
import io.ostiary.policy.evaluate.PolicySet;
import io.ostiary.policy.request.Principal;
import io.ostiary.policy.search.Subject;
import io.ostiary.policy.search.SubjectIndex;
import io.ostiary.state.entity.Attachable;
import io.ostiary.state.entity.Role;
import io.ostiary.state.entity.Table;
import io.ostiary.state.entity.User;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Users, roles and root of an account by what they hold, in the order of their ARNs. Made when it
 * is first asked for, it hangs off the account's snapshot; no key of a principal is kept in it, so
 * what other histories say (the organization's) is asked at each question.
 */
final class AccountIndex {

    private static final String NAME = "search/index";

    private final AccountSnapshot account;
    private final List<Entry> entries;
    private final SubjectIndex index;

    /**
     * @param entity null for root
     */
    private record Entry(String arn, @Nullable Attachable entity) {}

    private AccountIndex(AccountSnapshot account, List<Entry> entries, SubjectIndex index) {
        this.account = account;
        this.entries = entries;
        this.index = index;
    }

    static AccountIndex of(AccountSnapshot account, Principals principals) {
        if (account.derived(NAME) instanceof AccountIndex known) {
            return known;
        }
        AccountIndex fresh = made(account, principals);
        account.derive(NAME, fresh);
        return fresh;
    }

    private static AccountIndex made(AccountSnapshot account, Principals principals) {
        AccountId id = account.id();
        var entries = new ArrayList<Entry>();
        for (User user : account.state().scan(Table.USERS, "")) {
            entries.add(new Entry(user.arn(id).toString(), user));
        }
        for (Role role : account.state().scan(Table.ROLES, "")) {
            entries.add(new Entry(role.arn(id).toString(), role));
        }
        entries.add(new Entry(Arn.root(id).toString(), null));
        entries.sort(Comparator.comparing(Entry::arn));
        // Most policies are attached to many: each is kept once, with its label.
        Map<LabelledPolicy, LabelledPolicy> once = new HashMap<>();
        var subjects = new ArrayList<Subject>(entries.size());
        for (Entry entry : entries) {
            Attachable entity = entry.entity();
            Principal principal = principal(id, entry);
            subjects.add(
                    entity == null
                            ? Subject.of(principal, PolicySet.EMPTY, false)
                            : subject(account, principals, principal, entity, once));
        }
        return new AccountIndex(account, List.copyOf(entries), SubjectIndex.of(subjects));
    }

    private static Subject subject(
            AccountSnapshot account,
            Principals principals,
            Principal principal,
            Attachable entity,
            Map<LabelledPolicy, LabelledPolicy> once) {
        var held = new ArrayList<LabelledPolicy>();
        for (LabelledPolicy policy : principals.held(account, entity)) {
            held.add(once.computeIfAbsent(policy, same -> same));
        }
        LabelledPolicy boundary = principals.boundary(account, entity);
        return new Subject(
                principal,
                held,
                boundary == null ? null : once.computeIfAbsent(boundary, same -> same),
                null,
                OrganizationGuardrails.isServiceLinked(entity));
    }

    private static Principal principal(AccountId id, Entry entry) {
        return switch (entry.entity()) {
            case null -> Principal.root(id);
            case User user -> Principal.user(id, user.id(), entry.arn(), user.name());
            case Role role -> Principal.roleSession(id, role.id(), entry.arn(), entry.arn());
            default -> throw new IllegalStateException("no principal: " + entry.arn());
        };
    }

    SubjectIndex subjects() {
        return index;
    }

    String arn(int number) {
        return entries.get(number).arn();
    }

    String type(int number) {
        return switch (entries.get(number).entity()) {
            case null -> "root";
            case Role _ -> "role";
            default -> "user";
        };
    }

    LivePrincipal live(int number) {
        Entry entry = entries.get(number);
        Caller caller =
                switch (entry.entity()) {
                    case User user -> Subjects.of(account.id(), user);
                    case Role role -> Subjects.of(account.id(), role);
                    case null, default -> root(account.id());
                };
        return new LivePrincipal(
                account,
                caller,
                index.subject(number).principal(),
                entry.entity(),
                PolicySet.EMPTY);
    }

    /** As whom root is asked about. */
    static Caller root(AccountId account) {
        return new Caller(
                new Actor(
                        Actor.Kind.ROOT,
                        account,
                        account.value(),
                        null,
                        null,
                        Arn.root(account).toString()),
                null,
                account.value(),
                null);
    }

    /** The number of the first whose ARN comes after this one. */
    int after(String arn) {
        int low = 0;
        int high = entries.size();
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (entries.get(middle).arn().compareTo(arn) > 0) {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        return low;
    }
}
