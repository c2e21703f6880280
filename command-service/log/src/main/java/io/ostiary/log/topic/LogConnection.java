package io.ostiary.log.topic;

import io.ostiary.contract.secret.Secret;

import org.jspecify.annotations.Nullable;

/**
 * Where the log is, and as whom to speak to it.
 *
 * @param bootstrapServers host:port, comma-separated
 * @param login null where the broker asks for none
 * @param tls whether the connection is encrypted; the host name is then verified
 */
public record LogConnection(String bootstrapServers, @Nullable Login login, boolean tls) {

    /** A SASL PLAIN login. */
    public record Login(String user, Secret password) {
        public Login {
            if (!user.matches("[a-z][a-z0-9-]*")) {
                throw new IllegalArgumentException("a user name of lower-case letters and digits");
            }
        }
    }

    public static LogConnection plain(String bootstrapServers, String user, Secret password) {
        return new LogConnection(bootstrapServers, new Login(user, password), false);
    }

    public static LogConnection open(String bootstrapServers) {
        return new LogConnection(bootstrapServers, null, false);
    }

    /** The same log as somebody else. */
    public LogConnection as(String user, Secret password) {
        return new LogConnection(bootstrapServers, new Login(user, password), tls);
    }
}
