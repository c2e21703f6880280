package io.ostiary.engine.authorize;

import io.ostiary.contract.id.AccountId;
import io.ostiary.contract.id.Arn;
import io.ostiary.contract.id.Names;
import io.ostiary.state.entity.Attachable;
import io.ostiary.state.entity.Group;
import io.ostiary.state.entity.InstanceProfile;
import io.ostiary.state.entity.ManagedPolicy;
import io.ostiary.state.entity.Role;
import io.ostiary.state.entity.ServerCertificate;
import io.ostiary.state.entity.User;
import io.ostiary.state.view.AccountView;

import org.jspecify.annotations.Nullable;

/** An account's entities by the words that ARNs use for them. */
public final class AccountEntities {

    private AccountEntities() {}

    /** Ignoring case, as names are looked up everywhere. */
    static @Nullable Attachable named(AccountView account, String type, String name) {
        return switch (type) {
            case "user" -> account.userNamed(name);
            case "group" -> account.groupNamed(name);
            case "role" -> account.roleNamed(name);
            case "policy" -> account.policyNamed(name);
            case "instance-profile" -> account.instanceProfileNamed(name);
            case "server-certificate" -> account.serverCertificateNamed(name);
            // Kinds of things that are not built yet: none of them exists.
            default -> null;
        };
    }

    /** By its whole ARN, path included, ignoring case. */
    public static @Nullable Attachable byArn(AccountView account, Arn arn) {
        Attachable found = named(account, arn.resourceType(), arn.resourceName());
        return found != null
                        && Names.key(arn(account.id(), found).toString())
                                .equals(Names.key(arn.toString()))
                ? found
                : null;
    }

    public static Arn arn(AccountId account, Attachable entity) {
        return switch (entity) {
            case User user -> user.arn(account);
            case Group group -> group.arn(account);
            case Role role -> role.arn(account);
            case ManagedPolicy policy -> policy.arn(account);
            case InstanceProfile profile -> profile.arn(account);
            case ServerCertificate certificate -> certificate.arn(account);
        };
    }
}
