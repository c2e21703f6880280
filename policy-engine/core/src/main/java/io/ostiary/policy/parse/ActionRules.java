package io.ostiary.policy.parse;

import io.ostiary.contract.id.Names;
import io.ostiary.policy.document.ActionElement;

/**
 * How an action must look: {@code *} or {@code vendor:name}. Unknown vendors and names are
 * accepted, as AWS does; they match nothing.
 */
final class ActionRules {

    private ActionRules() {}

    static void check(ActionElement action) throws Refused {
        for (String pattern : action.patterns()) {
            int colon = pattern.indexOf(':');
            if (colon < 0 && !pattern.equals("*")) {
                throw new Refused(
                        "Actions/Conditions must be prefaced by a vendor, e.g., iam, sdb, ec2,"
                                + " etc.");
            }
            if (colon >= 0 && pattern.indexOf(':', colon + 1) >= 0) {
                throw new Refused("Actions/Condition can contain only one colon.");
            }
            String vendor = colon < 0 ? pattern : pattern.substring(0, colon);
            if (!vendor.equals("*") && !isVendor(vendor)) {
                throw new Refused("Vendor " + vendor + " is not valid");
            }
        }
    }

    /** A role's trust policy grants the STS operations on that role and nothing else. */
    static void checkTrust(ActionElement action) throws Refused {
        if (action.negated()) {
            throw new Refused("Has prohibited field NotAction");
        }
        for (String pattern : action.patterns()) {
            if (!Names.key(pattern).startsWith("sts:")) {
                throw new Refused("AssumeRole policy may only specify STS AssumeRole actions.");
            }
        }
    }

    private static boolean isVendor(String vendor) {
        for (int i = 0; i < vendor.length(); i++) {
            char c = vendor.charAt(i);
            boolean allowed =
                    (c >= 'a' && c <= 'z')
                            || (c >= 'A' && c <= 'Z')
                            || (c >= '0' && c <= '9')
                            || c == '-'
                            || c == '.';
            if (!allowed) {
                return false;
            }
        }
        return !vendor.isEmpty();
    }
}
