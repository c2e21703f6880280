package io.ostiary.broker;

import java.nio.file.Path;
import java.util.List;
import java.util.Objects;

/**
 * What an {@link EmbeddedBroker} is started with.
 *
 * @param folder everything the broker keeps; made when it is not there
 * @param superUserPassword of the user {@link EmbeddedBroker#SUPER_USER}, whom no ACL binds
 * @param users the other logins; each can do what ACLs grant it, and no more
 * @param port of the client listener on 127.0.0.1; 0 lets the broker choose a free one
 */
public record BrokerLayout(
        Path folder,
        String superUserPassword,
        List<BrokerUser> users,
        Durability durability,
        int port) {
    public BrokerLayout {
        Objects.requireNonNull(folder, "folder");
        Objects.requireNonNull(durability, "durability");
        users = List.copyOf(users);
        if (port < 0 || port > 65_535) {
            throw new IllegalArgumentException("port: 0 to 65535, not " + port);
        }
        var superUser = new BrokerUser(EmbeddedBroker.SUPER_USER, superUserPassword);
        long names = users.stream().map(BrokerUser::name).distinct().count();
        if (names != users.size() || users.stream().anyMatch(u -> isSuper(u, superUser))) {
            throw new IllegalArgumentException("a broker user is named twice");
        }
    }

    private static boolean isSuper(BrokerUser user, BrokerUser superUser) {
        return user.name().equals(superUser.name());
    }

    BrokerUser superUser() {
        return new BrokerUser(EmbeddedBroker.SUPER_USER, superUserPassword);
    }

    /** Folder, port and durability; no password. */
    @Override
    public String toString() {
        return "BrokerLayout[folder="
                + folder
                + ", users="
                + users
                + ", durability="
                + durability
                + ", port="
                + port
                + "]";
    }
}
