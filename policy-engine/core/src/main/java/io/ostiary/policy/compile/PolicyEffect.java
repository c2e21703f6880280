package io.ostiary.policy.compile;

import io.ostiary.policy.document.Effect;

/** What one policy says about a request, weakest first but for the deny, which beats all. */
public enum PolicyEffect {
    /** No statement applies. */
    NOTHING,
    /** Allowed to the account the principal is of. */
    ALLOW_ACCOUNT,
    /** Allowed to the role whose session the principal is. */
    ALLOW_ROLE,
    /** Allowed, in a policy with principals to this very one. */
    ALLOW,
    DENY;

    /** With what one more statement says. */
    PolicyEffect with(Effect effect, Grant grant) {
        if (grant == Grant.NONE) {
            return this;
        }
        return effect == Effect.DENY ? DENY : or(grant);
    }

    PolicyEffect or(Grant grant) {
        PolicyEffect other =
                switch (grant) {
                    case NONE -> NOTHING;
                    case ACCOUNT -> ALLOW_ACCOUNT;
                    case ROLE -> ALLOW_ROLE;
                    case DIRECT -> ALLOW;
                };
        return compareTo(other) >= 0 ? this : other;
    }
}
