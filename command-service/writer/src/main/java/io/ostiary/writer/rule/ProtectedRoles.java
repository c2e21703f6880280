package io.ostiary.writer.rule;

import io.ostiary.contract.error.AwsError;
import io.ostiary.contract.error.IamError.UnmodifiableEntity;
import io.ostiary.contract.id.Names;
import io.ostiary.state.entity.Role;

import org.jspecify.annotations.Nullable;

/**
 * Roles that only AWS changes (IAM User Guide, "Using service-linked roles"); the text is AWS's, as
 * it answered PutRolePolicy on AWSServiceRoleForConfig.
 */
public final class ProtectedRoles {
    private static final String NAME = Names.key("AWSServiceRoleFor");

    private ProtectedRoles() {}

    /** Whether only AWS gives a role such a name. */
    public static boolean isReserved(String name) {
        return Names.key(name).startsWith(NAME);
    }

    /** Why the account may not change the role; null when it may. */
    public static @Nullable AwsError problem(Role role) {
        return Paths.isServiceLinked(role.path())
                ? new UnmodifiableEntity(
                        "Cannot perform the operation on the protected role '"
                                + role.name()
                                + "' - this role is only modifiable by AWS")
                : null;
    }
}
