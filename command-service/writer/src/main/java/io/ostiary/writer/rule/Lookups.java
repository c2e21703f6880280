package io.ostiary.writer.rule;

import io.ostiary.contract.error.IamError.NoSuchEntity;
import io.ostiary.contract.error.IamError.Subject;
import io.ostiary.state.entity.Group;
import io.ostiary.state.entity.InstanceProfile;
import io.ostiary.state.entity.Role;
import io.ostiary.state.entity.ServerCertificate;
import io.ostiary.state.entity.User;
import io.ostiary.state.view.AccountView;

/** Named things, ignoring case, with AWS's text for those that are not there. */
public final class Lookups {
    private Lookups() {}

    public static Lookup<User> user(AccountView account, String name) {
        return Lookup.of(account.userNamed(name), NoSuchEntity.named(Subject.USER, name));
    }

    public static Lookup<Group> group(AccountView account, String name) {
        return Lookup.of(account.groupNamed(name), NoSuchEntity.named(Subject.GROUP, name));
    }

    public static Lookup<Role> role(AccountView account, String name) {
        return Lookup.of(account.roleNamed(name), NoSuchEntity.named(Subject.ROLE, name));
    }

    public static Lookup<InstanceProfile> instanceProfile(AccountView account, String name) {
        return Lookup.of(
                account.instanceProfileNamed(name),
                NoSuchEntity.named(Subject.INSTANCE_PROFILE, name));
    }

    public static Lookup<ServerCertificate> serverCertificate(AccountView account, String name) {
        return Lookup.of(
                account.serverCertificateNamed(name),
                NoSuchEntity.named(Subject.SERVER_CERTIFICATE, name));
    }
}
