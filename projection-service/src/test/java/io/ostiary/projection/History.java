package io.ostiary.projection;

import io.ostiary.contract.event.AccountEvent.AccountOpened;
import io.ostiary.contract.event.AttachmentEvent.InlinePolicyPut;
import io.ostiary.contract.event.AttachmentEvent.PolicyAttached;
import io.ostiary.contract.event.AttachmentEvent.Tagged;
import io.ostiary.contract.event.Event;
import io.ostiary.contract.event.EventEnvelope;
import io.ostiary.contract.event.GroupEvent.GroupCreated;
import io.ostiary.contract.event.GroupEvent.UserAddedToGroup;
import io.ostiary.contract.event.InstanceProfileEvent.InstanceProfileCreated;
import io.ostiary.contract.event.InstanceProfileEvent.RoleAddedToInstanceProfile;
import io.ostiary.contract.event.PolicyEvent.PolicyCreated;
import io.ostiary.contract.event.RoleEvent.RoleCreated;
import io.ostiary.contract.event.RoleEvent.TrustPolicy;
import io.ostiary.contract.event.ServerCertificateEvent.ServerCertificateUploaded;
import io.ostiary.contract.event.UserEvent.UserCreated;
import io.ostiary.contract.id.AccountId;
import io.ostiary.contract.id.EntityId;
import io.ostiary.contract.id.EntityKind;
import io.ostiary.contract.secret.SealedSecret;
import io.ostiary.contract.shape.Tag;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** One account's events, numbered as they are added. Ids follow from names. */
public final class History {

    public static final Instant START = Instant.parse("2026-01-02T03:04:05.678Z");

    private final AccountId account;
    private final List<EventEnvelope> events = new ArrayList<>();

    private History(AccountId account) {
        this.account = account;
    }

    public static History opened(String account) {
        return opened(account, null);
    }

    public static History opened(String account, @Nullable String management) {
        var id = new AccountId(account);
        return new History(id)
                .add(
                        new AccountOpened(
                                "open-" + account,
                                id,
                                "Account " + account,
                                account + "@example.com",
                                management == null ? null : new AccountId(management),
                                START));
    }

    public static History empty(String account) {
        return new History(new AccountId(account));
    }

    public AccountId account() {
        return account;
    }

    public List<EventEnvelope> events() {
        return events;
    }

    public Instant now() {
        return START.plusSeconds(events.size());
    }

    public History add(Event event) {
        events.add(
                new EventEnvelope(
                        account,
                        events.size() + 1,
                        now(),
                        "request-" + events.size(),
                        new EventEnvelope.Source("topic", events.size()),
                        event));
        return this;
    }

    public History user(String name) {
        return user(name, "/");
    }

    public History user(String name, String path) {
        return add(new UserCreated(userId(name), name, path, now()));
    }

    public History group(String name, String path) {
        return add(new GroupCreated("AGPA" + name, name, path, now()));
    }

    public History role(String name, String path) {
        return add(
                new RoleCreated(
                        "AROA" + name,
                        name,
                        path,
                        "about " + name,
                        3600,
                        new TrustPolicy("{\"Trust\":\"" + name + "\"}", Map.of()),
                        now()));
    }

    public History policy(String name, String path) {
        return add(
                new PolicyCreated("ANPA" + name, name, path, "about " + name, "{\"P\":1}", now()));
    }

    public History profile(String name, String path) {
        return add(new InstanceProfileCreated("AIPA" + name, name, path, now()));
    }

    public History certificate(String name, String path) {
        return add(
                new ServerCertificateUploaded(
                        "ASCA" + name,
                        name,
                        path,
                        "body of " + name,
                        null,
                        START.plusSeconds(1_000_000),
                        new SealedSecret("key of " + name),
                        now()));
    }

    public History roleInProfile(String role, String profile) {
        return add(new RoleAddedToInstanceProfile("AIPA" + profile, "AROA" + role));
    }

    public History member(String user, String group) {
        return add(new UserAddedToGroup("AGPA" + group, userId(user)));
    }

    public History attach(EntityId target, String policyArn) {
        return add(new PolicyAttached(target, policyArn));
    }

    public History inline(EntityId target, String name) {
        return add(new InlinePolicyPut(target, name, "{\"Inline\":\"" + name + "\"}"));
    }

    public History tag(EntityId target, String key, String value) {
        return add(new Tagged(target, List.of(new Tag(key, value))));
    }

    public static String userId(String name) {
        return "AIDA" + name;
    }

    public static EntityId userRef(String name) {
        return new EntityId(EntityKind.USER, userId(name));
    }

    public static EntityId groupRef(String name) {
        return new EntityId(EntityKind.GROUP, "AGPA" + name);
    }

    public static EntityId roleRef(String name) {
        return new EntityId(EntityKind.ROLE, "AROA" + name);
    }

    public static EntityId policyRef(String name) {
        return new EntityId(EntityKind.POLICY, "ANPA" + name);
    }

    public static EntityId profileRef(String name) {
        return new EntityId(EntityKind.INSTANCE_PROFILE, "AIPA" + name);
    }

    public static EntityId certificateRef(String name) {
        return new EntityId(EntityKind.SERVER_CERTIFICATE, "ASCA" + name);
    }

    public EntityId rootRef() {
        return new EntityId(EntityKind.ROOT, account.value());
    }
}
