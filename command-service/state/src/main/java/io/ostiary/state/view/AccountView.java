package io.ostiary.state.view;

import io.ostiary.contract.id.AccountId;
import io.ostiary.contract.id.EntityId;
import io.ostiary.contract.id.Names;
import io.ostiary.state.entity.Account;
import io.ostiary.state.entity.AccountAlias;
import io.ostiary.state.entity.Attachable;
import io.ostiary.state.entity.CredentialReport;
import io.ostiary.state.entity.Credentials;
import io.ostiary.state.entity.Entity;
import io.ostiary.state.entity.FormerPasswords;
import io.ostiary.state.entity.FormerPasswords.FormerPassword;
import io.ostiary.state.entity.Group;
import io.ostiary.state.entity.InstanceProfile;
import io.ostiary.state.entity.LastUse;
import io.ostiary.state.entity.ManagedPolicy;
import io.ostiary.state.entity.Organization;
import io.ostiary.state.entity.PasswordPolicy;
import io.ostiary.state.entity.Ref;
import io.ostiary.state.entity.Resource;
import io.ostiary.state.entity.Role;
import io.ostiary.state.entity.Root;
import io.ostiary.state.entity.ServerCertificate;
import io.ostiary.state.entity.Table;
import io.ostiary.state.entity.User;

import org.jspecify.annotations.Nullable;

import java.util.List;

/** One account's entities at one revision, for reading only. Names are looked up ignoring case. */
public interface AccountView {

    AccountId id();

    /** How many events it is made of; 0 before the first. */
    long revision();

    <E extends Entity> @Nullable E find(Table<E> table, String key);

    /**
     * The entities whose keys begin with the prefix and come after the position, in key order.
     *
     * @param after exclusive; empty for the first
     */
    <E extends Entity> Iterable<E> scan(Table<E> table, String prefix, String after);

    default <E extends Entity> Iterable<E> scan(Table<E> table, String prefix) {
        return scan(table, prefix, "");
    }

    /** How many entities a table holds. */
    int count(Table<?> table);

    default boolean hasAny(Table<?> table, String prefix) {
        return scan(table, prefix).iterator().hasNext();
    }

    /** Whether its credentials may be good: it was opened, and is not closed. */
    default boolean isOpen() {
        Account account = account();
        return account != null && account.closure() == null;
    }

    default @Nullable Account account() {
        return find(Table.ACCOUNT, Account.KEY);
    }

    default @Nullable AccountAlias alias() {
        return find(Table.ACCOUNT_ALIAS, AccountAlias.KEY);
    }

    /** Null where AWS's default holds. */
    default @Nullable PasswordPolicy passwordPolicy() {
        return find(Table.PASSWORD_POLICY, PasswordPolicy.KEY);
    }

    /** The newest first; empty where there are none, or none may be kept. */
    default List<FormerPassword> formerPasswordsOf(String userId) {
        FormerPasswords former = find(Table.FORMER_PASSWORDS, userId);
        return former == null ? List.of() : former.newestFirst();
    }

    /** What is kept of a resource; something empty where nothing is. */
    default Resource resource(String arn) {
        Resource kept = find(Table.RESOURCES, arn);
        return kept == null ? new Resource(arn, null, List.of()) : kept;
    }

    default @Nullable Organization organization() {
        return find(Table.ORGANIZATION, Organization.KEY);
    }

    default @Nullable User userNamed(String name) {
        return find(Table.USERS, Names.key(name));
    }

    default @Nullable Group groupNamed(String name) {
        return find(Table.GROUPS, Names.key(name));
    }

    default @Nullable Role roleNamed(String name) {
        return find(Table.ROLES, Names.key(name));
    }

    default @Nullable ManagedPolicy policyNamed(String name) {
        return find(Table.POLICIES, Names.key(name));
    }

    default @Nullable InstanceProfile instanceProfileNamed(String name) {
        return find(Table.INSTANCE_PROFILES, Names.key(name));
    }

    default @Nullable ServerCertificate serverCertificateNamed(String name) {
        return find(Table.SERVER_CERTIFICATES, Names.key(name));
    }

    /** By unique id or access key id. */
    default @Nullable Entity byId(String id) {
        Ref ref = find(Table.REFS, id);
        return ref == null ? null : find(Table.of(ref.kind()), ref.target());
    }

    default @Nullable User userById(String id) {
        return byId(id) instanceof User user ? user : null;
    }

    default @Nullable Group groupById(String id) {
        return byId(id) instanceof Group group ? group : null;
    }

    default @Nullable Role roleById(String id) {
        return byId(id) instanceof Role role ? role : null;
    }

    default @Nullable Attachable attachable(EntityId id) {
        return byId(id.uniqueId()) instanceof Attachable found ? found : null;
    }

    /**
     * A customer managed policy by its ARN: of this account, name ignoring case, path as stored.
     */
    default @Nullable ManagedPolicy policyByArn(String arn) {
        int slash = arn.lastIndexOf('/');
        if (slash < 0) {
            return null;
        }
        ManagedPolicy policy = policyNamed(arn.substring(slash + 1));
        return policy != null && Names.key(policy.arn(id()).toString()).equals(Names.key(arn))
                ? policy
                : null;
    }

    /**
     * When a credential was last used; null for never.
     *
     * @param credentialId an access key id; the unique id of a role; of a password its owner's
     */
    default @Nullable LastUse lastUse(String credentialId) {
        return find(Table.LAST_USES, credentialId);
    }

    default @Nullable CredentialReport credentialReport() {
        return find(Table.CREDENTIAL_REPORT, CredentialReport.KEY);
    }

    /** The credentials of a user or of root; null when there is no such owner. */
    default @Nullable Credentials credentialsOf(EntityId owner) {
        return switch (owner.kind()) {
            case ROOT -> {
                Root root = find(Table.ROOT, Root.KEY);
                yield root == null ? null : root.credentials();
            }
            case USER -> {
                User user = userById(owner.uniqueId());
                yield user == null ? null : user.credentials();
            }
            case GROUP, ROLE, POLICY, INSTANCE_PROFILE, SERVER_CERTIFICATE -> null;
        };
    }
}
