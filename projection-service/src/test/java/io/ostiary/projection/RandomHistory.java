package io.ostiary.projection;

import io.ostiary.contract.command.HistoryCommand;
import io.ostiary.contract.event.AccountEvent;
import io.ostiary.contract.event.AttachmentEvent;
import io.ostiary.contract.event.CredentialEvent;
import io.ostiary.contract.event.Event;
import io.ostiary.contract.event.FollowUpEvent;
import io.ostiary.contract.event.GroupEvent;
import io.ostiary.contract.event.HeldCredentialEvent;
import io.ostiary.contract.event.InstanceProfileEvent;
import io.ostiary.contract.event.PolicyEvent;
import io.ostiary.contract.event.RoleEvent;
import io.ostiary.contract.event.ServerCertificateEvent;
import io.ostiary.contract.event.UserEvent;
import io.ostiary.contract.id.AccountId;
import io.ostiary.contract.id.EntityId;
import io.ostiary.contract.id.EntityKind;
import io.ostiary.contract.secret.SealedSecret;
import io.ostiary.contract.shape.Tag;
import io.ostiary.state.entity.Attachable;
import io.ostiary.state.entity.Group;
import io.ostiary.state.entity.HeldCredential;
import io.ostiary.state.entity.InstanceProfile;
import io.ostiary.state.entity.ManagedPolicy;
import io.ostiary.state.entity.Role;
import io.ostiary.state.entity.ServiceSpecificCredential;
import io.ostiary.state.entity.SigningCertificate;
import io.ostiary.state.entity.SshPublicKey;
import io.ostiary.state.entity.Table;
import io.ostiary.state.entity.User;
import io.ostiary.state.view.AccountState;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;

/**
 * Events that a writer could have written, drawn at random over everything that the account has at
 * that point. The same seed gives the same history.
 */
public final class RandomHistory {

    private final RandomGenerator random;
    private final History history;
    private AccountState state;
    private int counter;

    private RandomHistory(String account, RandomGenerator random) {
        this.random = random;
        this.history = History.opened(account);
        this.state = AccountState.empty(history.account()).after(history.events().getFirst());
    }

    public static History of(String account, int length, RandomGenerator random) {
        var drawn = new RandomHistory(account, random);
        while (drawn.history.events().size() < length) {
            Event event = drawn.draw();
            if (event != null) {
                drawn.history.add(event);
                drawn.state = drawn.state.after(drawn.history.events().getLast());
            }
        }
        return drawn.history;
    }

    private @Nullable Event draw() {
        return switch (random.nextInt(13)) {
            case 0, 1, 2 -> create();
            case 3 -> rename();
            case 4 -> random.nextBoolean() ? credential() : heldCredential();
            case 5, 6, 7 -> attachment();
            case 8 -> membership();
            case 9 -> random.nextBoolean() ? policyVersion() : use();
            case 10 -> followUp();
            case 11 -> passwordPolicy();
            default -> delete();
        };
    }

    private Event create() {
        String name = (random.nextBoolean() ? "Name" : "name") + counter++;
        String path = random.nextBoolean() ? "/" : "/a/b/";
        return switch (random.nextInt(6)) {
            case 0 -> new UserEvent.UserCreated("AIDA" + name, name, path, history.now());
            case 1 -> new GroupEvent.GroupCreated("AGPA" + name, name, path, history.now());
            case 2 ->
                    new RoleEvent.RoleCreated(
                            "AROA" + name,
                            name,
                            path,
                            random.nextBoolean() ? null : "ünïcode \"quoted\"",
                            3600,
                            new RoleEvent.TrustPolicy(
                                    "{}", Map.of("arn:1", "AIDA1", "arn:2", "AIDA2", "b", "c")),
                            history.now());
            case 3 ->
                    new PolicyEvent.PolicyCreated(
                            "ANPA" + name, name, path, null, "{\"v\":1}", history.now());
            case 4 ->
                    new ServerCertificateEvent.ServerCertificateUploaded(
                            "ASCA" + name,
                            name,
                            path,
                            "body",
                            random.nextBoolean() ? null : "chain",
                            history.now().plusSeconds(1),
                            new SealedSecret("key"),
                            history.now());
            default ->
                    new InstanceProfileEvent.InstanceProfileCreated(
                            "AIPA" + name, name, path, history.now());
        };
    }

    private @Nullable Event rename() {
        String name = "Renamed" + counter++;
        if (random.nextBoolean()) {
            User user = any(Table.USERS, User.class);
            return user == null ? null : new UserEvent.UserRenamed(user.id(), name, "/moved/");
        }
        Group group = any(Table.GROUPS, Group.class);
        return group == null ? null : new GroupEvent.GroupRenamed(group.id(), name, "/moved/");
    }

    private @Nullable Event credential() {
        User user = any(Table.USERS, User.class);
        EntityId owner =
                user == null || random.nextInt(5) == 0 ? history.rootRef() : user.entityId();
        var credentials = state.credentialsOf(owner);
        if (credentials == null) {
            return null;
        }
        var secret = new SealedSecret("sealed-" + counter++);
        if (credentials.accessKeys().size() < 2) {
            return new CredentialEvent.AccessKeyCreated(
                    owner, "AKIA%016d".formatted(counter), secret, history.now());
        }
        String key = credentials.accessKeys().getFirst().id();
        return switch (random.nextInt(4)) {
            case 0 -> new CredentialEvent.AccessKeyStatusSet(owner, key, random.nextBoolean());
            case 1 -> new CredentialEvent.AccessKeyDeleted(owner, key);
            case 2 ->
                    credentials.loginProfile() == null
                            ? new CredentialEvent.LoginProfileCreated(
                                    owner, secret, true, history.now())
                            : new CredentialEvent.LoginProfileDeleted(owner);
            default ->
                    credentials.loginProfile() == null
                            ? null
                            : new CredentialEvent.LoginProfilePasswordSet(
                                    owner, secret, history.now());
        };
    }

    /** Which says how many former passwords are kept. */
    private Event passwordPolicy() {
        return state.passwordPolicy() != null && random.nextInt(5) == 0
                ? new AccountEvent.PasswordPolicyRemoved()
                : new AccountEvent.PasswordPolicySet(
                        6, true, true, true, true, true, 0, random.nextInt(6), false);
    }

    private @Nullable Event use() {
        User user = any(Table.USERS, User.class);
        if (user == null || random.nextInt(4) == 0) {
            return new AccountEvent.CredentialReportGenerated(history.now());
        }
        if (!user.credentials().accessKeys().isEmpty()) {
            String key = user.credentials().accessKeys().getFirst().id();
            return new CredentialEvent.CredentialUsed(key, "iam", "eu-west-1", history.now());
        }
        return user.credentials().loginProfile() == null
                ? null
                : new CredentialEvent.CredentialUsed(user.id(), null, null, history.now());
    }

    private @Nullable Event heldCredential() {
        User user = any(Table.USERS, User.class);
        if (user == null) {
            return null;
        }
        EntityId owner = user.entityId();
        String id = "HELD" + counter++;
        return switch (random.nextInt(5)) {
            case 0 ->
                    new HeldCredentialEvent.SshPublicKeyUploaded(
                            owner, id, "ssh-rsa \u00e9", "aa:bb", history.now());
            case 1 ->
                    new HeldCredentialEvent.ServiceSpecificCredentialCreated(
                            owner,
                            id,
                            "codecommit.amazonaws.com",
                            user.name(),
                            new SealedSecret("sealed-" + id),
                            random.nextBoolean() ? null : history.now(),
                            history.now());
            case 2 ->
                    new HeldCredentialEvent.SigningCertificateUploaded(
                            owner, id, "body", "digest", history.now());
            default -> changeOfHeld();
        };
    }

    private @Nullable Event changeOfHeld() {
        var all = new ArrayList<HeldCredential>();
        for (var kind : HeldCredentialEvent.Kind.values()) {
            state.scan(HeldCredential.table(kind), "").forEach(all::add);
        }
        if (all.isEmpty()) {
            return null;
        }
        HeldCredential held = all.get(random.nextInt(all.size()));
        var kind =
                switch (held) {
                    case SshPublicKey _ -> HeldCredentialEvent.Kind.SSH_PUBLIC_KEY;
                    case ServiceSpecificCredential _ ->
                            HeldCredentialEvent.Kind.SERVICE_SPECIFIC_CREDENTIAL;
                    case SigningCertificate _ -> HeldCredentialEvent.Kind.SIGNING_CERTIFICATE;
                };
        return switch (random.nextInt(3)) {
            case 0 ->
                    new HeldCredentialEvent.HeldCredentialStatusSet(
                            held.owner(), kind, held.id(), random.nextBoolean());
            case 1 -> new HeldCredentialEvent.HeldCredentialDeleted(held.owner(), kind, held.id());
            default ->
                    held instanceof ServiceSpecificCredential
                            ? new HeldCredentialEvent.ServiceSpecificCredentialReset(
                                    held.owner(),
                                    held.id(),
                                    new SealedSecret("again-" + counter++),
                                    history.now())
                            : null;
        };
    }

    private @Nullable Event attachment() {
        Attachable target =
                switch (random.nextInt(4)) {
                    case 0 -> any(Table.USERS, User.class);
                    case 1 -> any(Table.GROUPS, Group.class);
                    case 2 -> any(Table.ROLES, Role.class);
                    default -> any(Table.INSTANCE_PROFILES, InstanceProfile.class);
                };
        if (target == null) {
            return null;
        }
        EntityId id = target.entityId();
        if (id.kind() == EntityKind.INSTANCE_PROFILE || random.nextInt(3) == 0) {
            return random.nextBoolean()
                    ? new AttachmentEvent.Tagged(
                            id, List.of(new Tag("Key" + random.nextInt(4), "v" + counter++)))
                    : new AttachmentEvent.Untagged(id, List.of("key" + random.nextInt(4)));
        }
        String arn = "arn:aws:iam::aws:policy/P" + random.nextInt(5);
        return switch (random.nextInt(4)) {
            case 0 ->
                    target.attachments().hasPolicy(arn)
                            ? new AttachmentEvent.PolicyDetached(id, arn)
                            : new AttachmentEvent.PolicyAttached(id, arn);
            case 1 -> new AttachmentEvent.InlinePolicyPut(id, "In" + random.nextInt(3), "{}");
            case 2 -> new AttachmentEvent.InlinePolicyDeleted(id, "in" + random.nextInt(3));
            default ->
                    target.attachments().boundaryArn() == null
                            ? new AttachmentEvent.PermissionsBoundarySet(id, arn)
                            : new AttachmentEvent.PermissionsBoundaryRemoved(id);
        };
    }

    private @Nullable Event membership() {
        User user = any(Table.USERS, User.class);
        Group group = any(Table.GROUPS, Group.class);
        if (user == null || group == null) {
            return null;
        }
        return user.groupIds().contains(group.id())
                ? new GroupEvent.UserRemovedFromGroup(group.id(), user.id())
                : new GroupEvent.UserAddedToGroup(group.id(), user.id());
    }

    private @Nullable Event policyVersion() {
        ManagedPolicy policy = any(Table.POLICIES, ManagedPolicy.class);
        if (policy == null) {
            return null;
        }
        int first = policy.versions().getFirst().number();
        return first != policy.defaultVersion() && random.nextBoolean()
                ? new PolicyEvent.PolicyVersionDeleted(policy.id(), first, history.now())
                : new PolicyEvent.PolicyVersionCreated(
                        policy.id(),
                        policy.nextVersion(),
                        "{\"v\":" + policy.nextVersion() + "}",
                        random.nextBoolean(),
                        history.now());
    }

    private Event followUp() {
        String id = "follow-up-" + random.nextInt(6);
        return state.find(Table.PENDING_FOLLOW_UPS, id) == null
                ? new FollowUpEvent.FollowUpSent(
                        id,
                        AccountId.REGISTRY,
                        new HistoryCommand.ConfirmReservation(id, history.account(), 1))
                : new FollowUpEvent.FollowUpAnswered(id);
    }

    /** Only what nothing hangs on, as a writer would. */
    private @Nullable Event delete() {
        User user = any(Table.USERS, User.class);
        if (user != null
                && user.groupIds().isEmpty()
                && user.credentials().accessKeys().isEmpty()
                && !holdsMore(user)
                && user.attachments().policyArns().isEmpty()
                && user.attachments().boundaryArn() == null) {
            return new UserEvent.UserDeleted(user.id());
        }
        Role role = any(Table.ROLES, Role.class);
        return role != null
                        && role.attachments().policyArns().isEmpty()
                        && role.attachments().boundaryArn() == null
                ? new RoleEvent.RoleDeleted(role.id())
                : null;
    }

    private boolean holdsMore(User user) {
        for (var kind : HeldCredentialEvent.Kind.values()) {
            if (state.hasAny(HeldCredential.table(kind), HeldCredential.prefix(user.entityId()))) {
                return true;
            }
        }
        return false;
    }

    private <E extends Attachable> @Nullable E any(Table<E> table, Class<E> type) {
        var all = new ArrayList<E>();
        state.scan(table, "").forEach(all::add);
        return all.isEmpty() ? null : type.cast(all.get(random.nextInt(all.size())));
    }
}
