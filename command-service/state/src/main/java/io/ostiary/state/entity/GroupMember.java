package io.ostiary.state.entity;

/** That a user is in a group; the other direction lies in the user. */
public record GroupMember(String groupId, String userId) implements Entity {

    /** What the keys of a group's members begin with. */
    public static String prefix(String groupId) {
        return groupId + "/";
    }

    @Override
    public Table<GroupMember> table() {
        return Table.GROUP_MEMBERS;
    }

    @Override
    public String key() {
        return prefix(groupId) + userId;
    }
}
