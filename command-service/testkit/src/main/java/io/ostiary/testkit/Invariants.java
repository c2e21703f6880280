package io.ostiary.testkit;

import io.ostiary.contract.id.EntityId;
import io.ostiary.contract.shape.Tag;
import io.ostiary.state.entity.Account;
import io.ostiary.state.entity.AccountReservation;
import io.ostiary.state.entity.Attachable;
import io.ostiary.state.entity.Credentials;
import io.ostiary.state.entity.Credentials.LoginProfile;
import io.ostiary.state.entity.EmailReservation;
import io.ostiary.state.entity.Entity;
import io.ostiary.state.entity.FormerPasswords;
import io.ostiary.state.entity.FormerPasswords.FormerPassword;
import io.ostiary.state.entity.Group;
import io.ostiary.state.entity.GroupMember;
import io.ostiary.state.entity.HeldCredential;
import io.ostiary.state.entity.InstanceProfile;
import io.ostiary.state.entity.LastUse;
import io.ostiary.state.entity.ManagedPolicy;
import io.ostiary.state.entity.MemberAccount;
import io.ostiary.state.entity.OrganizationChild;
import io.ostiary.state.entity.OrganizationPart;
import io.ostiary.state.entity.OrganizationalUnit;
import io.ostiary.state.entity.PasswordPolicy;
import io.ostiary.state.entity.PolicyCount;
import io.ostiary.state.entity.PolicyUse;
import io.ostiary.state.entity.PolicyUse.Usage;
import io.ostiary.state.entity.RaisedQuota;
import io.ostiary.state.entity.Ref;
import io.ostiary.state.entity.Role;
import io.ostiary.state.entity.RoleProfile;
import io.ostiary.state.entity.Root;
import io.ostiary.state.entity.ServerCertificate;
import io.ostiary.state.entity.SigningCertificate;
import io.ostiary.state.entity.SshPublicKey;
import io.ostiary.state.entity.Table;
import io.ostiary.state.entity.TagKeys;
import io.ostiary.state.entity.User;
import io.ostiary.state.view.AccountState;
import io.ostiary.state.view.OrganizationTree;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Supplier;

/** What holds in every state of every account, whatever happened. */
public final class Invariants {
    private static final List<Table<? extends Attachable>> NAMED =
            List.of(
                    Table.USERS,
                    Table.GROUPS,
                    Table.ROLES,
                    Table.POLICIES,
                    Table.INSTANCE_PROFILES,
                    Table.SERVER_CERTIFICATES);

    private static final int[] NOTHING = {1, 0};
    private static final Map<String, int[]> ADJUSTABLE =
            Map.of(
                    "UsersPerAccount", new int[] {5_000, 1_000_000},
                    "GroupsPerAccount", new int[] {300, 500},
                    "RolesPerAccount", new int[] {1_000, 5_000},
                    "PoliciesPerAccount", new int[] {1_500, 5_000},
                    "InstanceProfilesPerAccount", new int[] {1_000, 5_000},
                    "ServerCertificatesPerAccount", new int[] {20, 1_000},
                    "PoliciesPerUser", new int[] {10, 20},
                    "PoliciesPerRole", new int[] {10, 25},
                    "ACLSizePerRole", new int[] {2_048, 8_192});

    private final AccountState account;

    private Invariants(AccountState account) {
        this.account = account;
    }

    /**
     * @throws AssertionError naming the first that does not hold
     */
    public static void check(AccountState account) {
        var invariants = new Invariants(account);
        invariants.checkKeys();
        invariants.checkRefs();
        invariants.checkMembers();
        invariants.checkProfiles();
        invariants.checkPolicyUses();
        invariants.checkHeldCredentials();
        invariants.checkFormerPasswords();
        invariants.checkUses();
        invariants.checkRaisedQuotas();
        invariants.checkQuotas();
        invariants.checkReservations();
        invariants.checkOrganization();
        invariants.checkOwnClosure();
    }

    static void require(boolean holds, Supplier<String> what) {
        if (!holds) {
            throw new AssertionError("broken: " + what.get());
        }
    }

    private void checkKeys() {
        account.tables()
                .forEach(
                        (table, rows) ->
                                rows.forEach(
                                        (key, entity) ->
                                                require(
                                                        key.equals(entity.key())
                                                                && table.equals(entity.table()),
                                                        () -> "where an entity lies: " + entity)));
    }

    private List<Attachable> named() {
        var all = new ArrayList<Attachable>();
        for (Table<? extends Attachable> table : NAMED) {
            account.scan(table, "").forEach(all::add);
        }
        return all;
    }

    /** Every id and every access key refers to its entity, and nothing else does. */
    private void checkRefs() {
        Map<String, Entity> expected = new TreeMap<>();
        for (Attachable entity : named()) {
            expected.put(entity.entityId().uniqueId(), entity);
            if (entity instanceof User user) {
                user.credentials().accessKeys().forEach(key -> expected.put(key.id(), user));
            }
        }
        Root root = account.find(Table.ROOT, Root.KEY);
        if (root != null) {
            root.credentials().accessKeys().forEach(key -> expected.put(key.id(), root));
        }
        Map<String, Entity> found = new TreeMap<>();
        for (Ref ref : account.scan(Table.REFS, "")) {
            Entity target = account.byId(ref.id());
            require(target != null, () -> "a reference to nothing: " + ref);
            if (target != null) {
                found.put(ref.id(), target);
            }
        }
        require(
                found.equals(expected),
                () -> "the references: " + found + " instead of " + expected);
    }

    private void checkMembers() {
        var expected = new TreeSet<String>();
        for (User user : account.scan(Table.USERS, "")) {
            for (String groupId : user.groupIds()) {
                require(account.groupById(groupId) != null, () -> "a member of no group: " + user);
                expected.add(new GroupMember(groupId, user.id()).key());
            }
            require(
                    new HashSet<>(user.groupIds()).size() == user.groupIds().size(),
                    () -> "twice in a group: " + user);
        }
        var found = new TreeSet<String>();
        account.scan(Table.GROUP_MEMBERS, "").forEach(member -> found.add(member.key()));
        require(found.equals(expected), () -> "the members: " + found + " instead of " + expected);
    }

    private void checkProfiles() {
        var expected = new TreeSet<String>();
        for (InstanceProfile profile : account.scan(Table.INSTANCE_PROFILES, "")) {
            String roleId = profile.roleId();
            if (roleId != null) {
                require(
                        account.roleById(roleId) != null,
                        () -> "a profile with no role: " + profile);
                expected.add(new RoleProfile(roleId, profile.id()).key());
            }
        }
        var found = new TreeSet<String>();
        account.scan(Table.ROLE_PROFILES, "").forEach(pair -> found.add(pair.key()));
        require(found.equals(expected), () -> "the profiles: " + found + " instead of " + expected);
    }

    private void checkPolicyUses() {
        var uses = new TreeSet<String>();
        var counts = new TreeMap<String, PolicyCount>();
        for (Attachable entity : named()) {
            EntityId id = entity.entityId();
            for (String arn : entity.attachments().policyArns()) {
                require(
                        uses.add(new PolicyUse(arn, Usage.PERMISSIONS_POLICY, id).key()),
                        () -> "attached twice: " + arn);
                count(counts, arn, 1, 0);
            }
            String boundary = entity.attachments().boundaryArn();
            if (boundary != null) {
                uses.add(new PolicyUse(boundary, Usage.PERMISSIONS_BOUNDARY, id).key());
                count(counts, boundary, 0, 1);
            }
        }
        var foundUses = new TreeSet<String>();
        account.scan(Table.POLICY_USES, "").forEach(use -> foundUses.add(use.key()));
        require(foundUses.equals(uses), () -> "the uses: " + foundUses + " instead of " + uses);
        var foundCounts = new TreeMap<String, PolicyCount>();
        account.scan(Table.POLICY_COUNTS, "")
                .forEach(count -> foundCounts.put(count.policyArn(), count));
        require(foundCounts.equals(counts), () -> "the counts: " + foundCounts + ", not " + counts);
        for (String arn : counts.keySet()) {
            require(
                    arn.contains("::aws:policy/") || account.policyByArn(arn) != null,
                    () -> "a use of a policy that is gone: " + arn);
        }
    }

    private static void count(
            Map<String, PolicyCount> counts, String arn, int attachments, int boundaries) {
        counts.merge(
                arn,
                new PolicyCount(arn, attachments, boundaries),
                (a, b) -> a.plus(b.attachments(), b.boundaries()));
    }

    /** Each has an owner that is there, and none has too many. */
    private void checkHeldCredentials() {
        Map<String, Integer> counts = new TreeMap<>();
        var certificates = new HashSet<String>();
        for (SshPublicKey key : account.scan(Table.SSH_PUBLIC_KEYS, "")) {
            checkHeld(counts, key, "ssh", 5);
        }
        for (var credential : account.scan(Table.SERVICE_SPECIFIC_CREDENTIALS, "")) {
            checkHeld(counts, credential, credential.serviceName(), 2);
        }
        for (SigningCertificate certificate : account.scan(Table.SIGNING_CERTIFICATES, "")) {
            checkHeld(counts, certificate, "certificate", 2);
            require(certificates.add(certificate.fingerprint()), () -> "twice: " + certificate);
        }
    }

    /** What is gone was never used: a use stays no longer than the key, password or role. */
    private void checkUses() {
        var credentials = new HashSet<String>();
        account.scan(Table.ROLES, "").forEach(role -> credentials.add(role.id()));
        account.scan(Table.USERS, "")
                .forEach(user -> collect(user.id(), user.credentials(), credentials));
        Root root = account.find(Table.ROOT, Root.KEY);
        if (root != null) {
            collect(account.id().value(), root.credentials(), credentials);
        }
        for (LastUse use : account.scan(Table.LAST_USES, "")) {
            require(credentials.contains(use.credentialId()), () -> "used, but not there: " + use);
        }
    }

    private static void collect(String ownerId, Credentials credentials, Set<String> ids) {
        credentials.accessKeys().forEach(key -> ids.add(key.id()));
        if (credentials.loginProfile() != null) {
            ids.add(ownerId);
        }
    }

    private void checkHeld(
            Map<String, Integer> counts, HeldCredential held, String what, int limit) {
        require(account.credentialsOf(held.owner()) != null, () -> "nobody's: " + held);
        int count = counts.merge(what + " " + held.owner().uniqueId(), 1, Integer::sum);
        require(count <= limit, () -> "too many: " + held);
    }

    /** Only whoever has a password has had others, and no more are kept than the policy forbids. */
    private void checkFormerPasswords() {
        PasswordPolicy policy = account.passwordPolicy();
        int forbidden = policy == null ? 0 : policy.reusePrevention();
        for (FormerPasswords former : account.scan(Table.FORMER_PASSWORDS, "")) {
            User user = account.userById(former.userId());
            LoginProfile current = user == null ? null : user.credentials().loginProfile();
            require(current != null, () -> "former passwords of nobody: " + former);
            require(former.newestFirst().size() < forbidden, () -> "kept for nothing: " + former);
            Instant later = current == null ? Instant.MIN : current.passwordSetAt();
            for (FormerPassword one : former.newestFirst()) {
                boolean earlier = !one.setAt().isAfter(later);
                require(earlier, () -> "not newest first: " + former);
                later = one.setAt();
            }
        }
    }

    /** Only what AWS raises, and users, which it does not, each within its bounds. */
    private void checkRaisedQuotas() {
        for (RaisedQuota quota : account.scan(Table.RAISED_QUOTAS, "")) {
            int[] bounds = ADJUSTABLE.getOrDefault(quota.name(), NOTHING);
            require(
                    bounds[0] <= quota.value() && quota.value() <= bounds[1],
                    () -> "raised too far: " + quota);
        }
    }

    /** IAM User Guide, "IAM and AWS STS quotas"; written down again, on purpose. */
    private void checkQuotas() {
        require(account.count(Table.USERS) <= 5_000, () -> "users");
        require(account.count(Table.GROUPS) <= 300, () -> "groups");
        require(account.count(Table.ROLES) <= 1_000, () -> "roles");
        require(account.count(Table.POLICIES) <= 1_500, () -> "policies");
        require(account.count(Table.INSTANCE_PROFILES) <= 1_000, () -> "instance profiles");
        require(account.count(Table.SERVER_CERTIFICATES) <= 20, () -> "server certificates");
        require(account.count(Table.ROLE_DELETION_TASKS) <= 100, () -> "deletion tasks");
        for (Attachable entity : named()) {
            require(
                    entity.attachments().policyArns().size() <= policies(entity),
                    () -> "policies of " + entity);
            require(entity.attachments().tags().size() <= 50, () -> "tags of " + entity);
            Set<String> keys = new HashSet<>();
            for (Tag tag : entity.attachments().tags()) {
                require(
                        keys.add(TagKeys.of(entity).unique(tag.key())),
                        () -> "a tag key twice: " + entity);
            }
            switch (entity) {
                case User user -> {
                    require(user.credentials().accessKeys().size() <= 2, () -> "keys of " + user);
                    require(user.groupIds().size() <= 10, () -> "groups of " + user);
                    checkInlineSize(user, 2_048);
                }
                case Group group -> checkInlineSize(group, 5_120);
                case Role role -> {
                    checkInlineSize(role, 10_240);
                    require(
                            size(role.trust().document()) <= 2_048,
                            () -> "trust policy of " + role);
                }
                case ManagedPolicy policy -> checkVersions(policy);
                case InstanceProfile profile -> {}
                case ServerCertificate certificate -> {}
            }
        }
    }

    /** Of users it may be raised up to 20, and be lowered again below what they hold. */
    private int policies(Attachable entity) {
        return entity instanceof User
                        && account.find(Table.RAISED_QUOTAS, "PoliciesPerUser") != null
                ? 20
                : 10;
    }

    private static void checkInlineSize(Attachable entity, int limit) {
        int total = 0;
        for (var policy : entity.attachments().inlinePolicies()) {
            total += size(policy.document());
        }
        require(total <= limit, () -> "inline policies of " + entity);
    }

    private static void checkVersions(ManagedPolicy policy) {
        require(policy.versions().size() <= 5, () -> "versions of " + policy);
        require(
                policy.version(policy.defaultVersion()) != null,
                () -> "no default version: " + policy);
        int last = 0;
        for (ManagedPolicy.Version version : policy.versions()) {
            require(version.number() > last, () -> "versions out of order: " + policy);
            require(size(version.document()) <= 6_144, () -> "size of " + policy);
            last = version.number();
        }
        require(policy.nextVersion() > last, () -> "a version number used twice: " + policy);
    }

    private static int size(String document) {
        return (int) document.chars().filter(c -> !Character.isWhitespace(c)).count();
    }

    private void checkReservations() {
        for (EmailReservation email : account.scan(Table.EMAIL_RESERVATIONS, "")) {
            AccountReservation held =
                    account.find(Table.ACCOUNT_RESERVATIONS, email.account().value());
            require(
                    held != null && held.email().equals(email.email()),
                    () -> "an address without its account: " + email);
        }
        require(
                account.count(Table.EMAIL_RESERVATIONS)
                        == account.count(Table.ACCOUNT_RESERVATIONS),
                () -> "an account without its address");
        for (var creation : account.scan(Table.ACCOUNT_CREATIONS, "")) {
            require(
                    (creation.completedAt() == null)
                            == (account.find(
                                            Table.PENDING_FOLLOW_UPS,
                                            creation.requestId() + "/reserve")
                                    != null),
                    () -> "an account on its way and the message about it: " + creation);
        }
    }

    /** Units and accounts lie in one tree, not too deep, and its lists of children are right. */
    private void checkOrganization() {
        OrganizationTree tree = OrganizationTree.of(account);
        var expected = new TreeSet<String>();
        var names = new HashSet<String>();
        for (OrganizationalUnit unit : account.scan(Table.ORGANIZATIONAL_UNITS, "")) {
            checkPart(tree, unit, unit.parentId());
            expected.add(OrganizationChild.of(unit).key());
            require(names.add(unit.parentId() + "/" + unit.name()), () -> "a name twice: " + unit);
            require(tree != null && tree.depth(unit.id()) <= 5, () -> "too deep: " + unit);
        }
        for (MemberAccount member : account.scan(Table.MEMBER_ACCOUNTS, "")) {
            checkPart(tree, member, member.parentId());
            checkClosure(member);
            expected.add(OrganizationChild.of(member).key());
        }
        var found = new TreeSet<String>();
        account.scan(Table.ORGANIZATION_CHILDREN, "").forEach(child -> found.add(child.key()));
        require(found.equals(expected), () -> "the children: " + found + " instead of " + expected);
        require(account.count(Table.ORGANIZATIONAL_UNITS) <= 2_000, () -> "units");
        if (tree != null) {
            OrganizationPolicyInvariants.check(tree);
        }
    }

    /** Closed or about to be, since when is known; and nobody is about to close for ever. */
    private void checkClosure(MemberAccount member) {
        require(
                (member.closedAt() != null) == (member.status() != MemberAccount.Status.ACTIVE),
                () -> "closed or not: " + member);
        require(
                member.status() != MemberAccount.Status.PENDING_CLOSURE
                        || account.hasAny(
                                Table.PENDING_FOLLOW_UPS, "change-member/" + member.id() + "/"),
                () -> "closing, and no message about it: " + member);
    }

    private void checkOwnClosure() {
        Account opened = account.account();
        if (opened != null && opened.closure() != null) {
            require(opened.managementAccount() != null, () -> "closed by nobody: " + opened);
            require(
                    opened.closure().shredded()
                            || opened.closure().until().isAfter(opened.closure().at()),
                    () -> "closed with no time to reopen: " + opened);
        }
    }

    private static void checkPart(
            @Nullable OrganizationTree tree, OrganizationPart part, String parentId) {
        require(tree != null && tree.isParent(parentId), () -> "under nothing: " + part);
        require(part.tags().size() <= 50, () -> "tags of " + part);
        require(
                part.tags().stream().map(Tag::key).distinct().count() == part.tags().size(),
                () -> "a tag key twice: " + part);
    }
}
