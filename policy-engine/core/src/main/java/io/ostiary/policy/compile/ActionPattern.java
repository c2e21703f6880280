package io.ostiary.policy.compile;

import io.ostiary.contract.id.Names;
import io.ostiary.policy.request.ActionName;

/**
 * One pattern of Action or NotAction.
 *
 * @param folded lower case
 * @param reach how much of an action it fixes
 */
record ActionPattern(String folded, Reach reach) {

    enum Reach {
        /** One action. */
        NAME,
        /** Actions that begin alike: {@code s3:Get*}. */
        FAMILY,
        /** Actions of one service. */
        SERVICE,
        /** Those of any. */
        ANY
    }

    static ActionPattern of(String pattern) {
        String folded = Names.key(pattern);
        int colon = folded.indexOf(':');
        if (colon < 0 || folded.startsWith("*:")) {
            return new ActionPattern(colon < 0 ? "*:*" : folded, Reach.ANY);
        }
        for (int i = colon + 1; i < folded.length(); i++) {
            if (folded.charAt(i) == '*' || folded.charAt(i) == '?') {
                boolean begins = i > colon + ActionName.FAMILY_LETTERS;
                return new ActionPattern(folded, begins ? Reach.FAMILY : Reach.SERVICE);
            }
        }
        return new ActionPattern(folded, Reach.NAME);
    }

    String service() {
        return folded.substring(0, folded.indexOf(':'));
    }

    /** What follows the colon. */
    String name() {
        return folded.substring(folded.indexOf(':') + 1);
    }

    int family() {
        return ActionName.family(folded);
    }

    /** A key of {@link Filing} under which every action that it matches is looked for. */
    int key() {
        return switch (reach) {
            case NAME -> Filing.name(folded);
            case FAMILY -> Filing.family(family());
            case SERVICE -> Filing.service(service());
            case ANY -> throw new IllegalStateException("any action has no key");
        };
    }
}
