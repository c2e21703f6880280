package io.ostiary.state.entity;

/** That a unit or an account lies directly under the root or a unit: for lists of children. */
public record OrganizationChild(String parentId, Kind kind, String id) implements Entity {

    /** What lies there; the letter is for ever, it lies in keys. */
    public enum Kind {
        ACCOUNT('a'),
        ORGANIZATIONAL_UNIT('u');

        private final char letter;

        Kind(char letter) {
            this.letter = letter;
        }
    }

    public static OrganizationChild of(OrganizationalUnit unit) {
        return new OrganizationChild(unit.parentId(), Kind.ORGANIZATIONAL_UNIT, unit.id());
    }

    public static OrganizationChild of(MemberAccount account) {
        return new OrganizationChild(account.parentId(), Kind.ACCOUNT, account.id().value());
    }

    /** What the keys of all that lie under a parent begin with. */
    public static String prefix(String parentId) {
        return parentId + "/";
    }

    /** Of one kind. */
    public static String prefix(String parentId, Kind kind) {
        return prefix(parentId) + kind.letter + "/";
    }

    @Override
    public Table<OrganizationChild> table() {
        return Table.ORGANIZATION_CHILDREN;
    }

    @Override
    public String key() {
        return prefix(parentId, kind) + id;
    }
}
