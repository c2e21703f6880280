package io.ostiary.state.entity;

/** That a role is in an instance profile; the other direction lies in the profile. */
public record RoleProfile(String roleId, String profileId) implements Entity {

    /** What the keys of a role's profiles begin with. */
    public static String prefix(String roleId) {
        return roleId + "/";
    }

    @Override
    public Table<RoleProfile> table() {
        return Table.ROLE_PROFILES;
    }

    @Override
    public String key() {
        return prefix(roleId) + profileId;
    }
}
