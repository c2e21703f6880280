package io.ostiary.policy.catalog;

/**
 * What an action does (IAM User Guide, "Access levels in policy summaries"). The source marks an
 * action that tags or manages permissions as writing, too; here it has the narrower word only.
 */
public enum AccessLevel {
    LIST("List"),
    READ("Read"),
    WRITE("Write"),
    PERMISSIONS_MANAGEMENT("Permissions management"),
    TAGGING("Tagging");

    private final String text;

    AccessLevel(String text) {
        this.text = text;
    }

    /** As AWS's tables spell it. */
    public String text() {
        return text;
    }

    static AccessLevel read(String cell) {
        AccessLevel found = null;
        for (AccessLevel level : values()) {
            if (cell.equals(level.text) || cell.startsWith(level.text + ",")) {
                found = level;
            }
        }
        if (found == null) {
            throw new IllegalArgumentException("no access level: " + cell);
        }
        return found;
    }
}
