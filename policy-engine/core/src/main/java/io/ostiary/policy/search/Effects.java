package io.ostiary.policy.search;

import io.ostiary.policy.compile.Grant;
import io.ostiary.policy.compile.PolicyEffect;
import io.ostiary.policy.document.Effect;

/**
 * What policies of one layer say of a request of which not everything is known: between these two,
 * whatever the open keys hold.
 *
 * @param least what is sure: allows that certainly apply, and every deny that may
 * @param most what is possible: allows that may apply, and the denies that certainly do
 */
record Effects(PolicyEffect least, PolicyEffect most) {

    static final Effects NOTHING = new Effects(PolicyEffect.NOTHING, PolicyEffect.NOTHING);
    static final Effects ALLOW = new Effects(PolicyEffect.ALLOW, PolicyEffect.ALLOW);
    static final Effects DENY = new Effects(PolicyEffect.DENY, PolicyEffect.DENY);

    /** Not one answer for all principals: each has to be asked about. */
    static final Effects PERSONAL = new Effects(PolicyEffect.DENY, PolicyEffect.ALLOW);

    private static final Effects MAY_ALLOW = new Effects(PolicyEffect.NOTHING, PolicyEffect.ALLOW);
    private static final Effects MAY_DENY = new Effects(PolicyEffect.DENY, PolicyEffect.NOTHING);

    /** Of one statement. */
    static Effects of(Effect effect, Applies applies, Grant grant) {
        return switch (applies) {
            case NO -> NOTHING;
            case PERSONAL -> PERSONAL;
            case YES -> effect == Effect.DENY ? DENY : allow(grant, grant);
            case OPEN -> effect == Effect.DENY ? MAY_DENY : allow(Grant.NONE, grant);
        };
    }

    private static Effects allow(Grant least, Grant most) {
        if (most == Grant.DIRECT) {
            return least == Grant.DIRECT ? ALLOW : MAY_ALLOW;
        }
        return new Effects(effect(least), effect(most));
    }

    private static PolicyEffect effect(Grant grant) {
        return switch (grant) {
            case NONE -> PolicyEffect.NOTHING;
            case ACCOUNT -> PolicyEffect.ALLOW_ACCOUNT;
            case ROLE -> PolicyEffect.ALLOW_ROLE;
            case DIRECT -> PolicyEffect.ALLOW;
        };
    }

    boolean isPersonal() {
        return this == PERSONAL;
    }

    boolean isOpen() {
        return least != most;
    }

    /** Of policies that count as one: any deny denies, else the most that is allowed. */
    Effects with(Effects other) {
        if (this == other || other == NOTHING || this == DENY) {
            return this;
        }
        if (this == NOTHING || other == DENY) {
            return other;
        }
        if (isPersonal() || other.isPersonal()) {
            return PERSONAL;
        }
        return new Effects(stronger(least, other.least), stronger(most, other.most));
    }

    /** Of two levels of an organization: a deny at either denies, and both must allow. */
    Effects under(Effects other) {
        if (this == DENY || other == DENY) {
            return DENY;
        }
        if (isPersonal() || other.isPersonal()) {
            return PERSONAL;
        }
        return new Effects(both(least, other.least), both(most, other.most));
    }

    private static PolicyEffect stronger(PolicyEffect one, PolicyEffect other) {
        return one.compareTo(other) >= 0 ? one : other;
    }

    private static PolicyEffect both(PolicyEffect one, PolicyEffect other) {
        if (one == PolicyEffect.DENY || other == PolicyEffect.DENY) {
            return PolicyEffect.DENY;
        }
        return one == PolicyEffect.ALLOW && other == PolicyEffect.ALLOW
                ? PolicyEffect.ALLOW
                : PolicyEffect.NOTHING;
    }
}
