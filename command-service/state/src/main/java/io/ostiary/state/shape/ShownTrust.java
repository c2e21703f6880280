package io.ostiary.state.shape;

import io.ostiary.contract.event.RoleEvent.TrustPolicy;
import io.ostiary.state.entity.Role;
import io.ostiary.state.view.AccountView;

/** A trust policy as IAM shows it, see {@link ShownPrincipals}. */
public final class ShownTrust {

    private ShownTrust() {}

    /** The role, with its trust policy as it is to be shown. */
    public static Role of(AccountView account, Role role) {
        TrustPolicy trust = role.trust();
        String shown = ShownPrincipals.of(account, trust.document(), trust.principals());
        return shown.equals(trust.document())
                ? role
                : role.withTrust(new TrustPolicy(shown, trust.principals()));
    }
}
