package io.ostiary.standalone.folder;

import io.ostiary.contract.secret.Secret;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A password at the embedded broker for each user. The broker is told them at each start, so a lost
 * file costs nothing: new ones are made.
 */
public final class BrokerSecrets {
    private final Map<String, Secret> passwords;

    private BrokerSecrets(Map<String, Secret> passwords) {
        this.passwords = Map.copyOf(passwords);
    }

    static BrokerSecrets random(List<String> users) {
        var random = new SecureRandom();
        var passwords = new LinkedHashMap<String, Secret>();
        for (String user : users) {
            var bytes = new byte[24];
            random.nextBytes(bytes);
            passwords.put(user, Secret.of(Base64.getUrlEncoder().encodeToString(bytes)));
        }
        return new BrokerSecrets(passwords);
    }

    static BrokerSecrets read(FolderFiles files) {
        return read(files.brokerSecrets(), "delete it, new passwords are made at the next start");
    }

    /**
     * Passwords that a broker elsewhere knows: a line for each user, {@code user=password}.
     *
     * @throws Unusable when others may read the file, or a password is shorter than 16 characters
     */
    public static BrokerSecrets given(Path path) {
        return read(
                new PrivateFile(path),
                "write a line for each user, `user=password`, with 16 characters or more");
    }

    private static BrokerSecrets read(PrivateFile file, String mend) {
        var passwords = new LinkedHashMap<String, Secret>();
        file.read()
                .lines()
                .forEach(
                        line -> {
                            int equals = line.indexOf('=');
                            if (equals <= 0 || line.length() - equals < 17) {
                                throw new Unusable("`" + file.path() + "` is damaged: " + mend);
                            }
                            passwords.put(
                                    line.substring(0, equals),
                                    Secret.of(line.substring(equals + 1)));
                        });
        return new BrokerSecrets(passwords);
    }

    public void write(FolderFiles files) {
        var lines = new StringBuilder();
        passwords.forEach(
                (user, password) ->
                        lines.append(user).append('=').append(password.revealText()).append('\n'));
        files.brokerSecrets().write(lines.toString());
    }

    public boolean covers(List<String> users) {
        return passwords.keySet().containsAll(users);
    }

    /**
     * @throws IllegalArgumentException when the user is not one of the house
     */
    public Secret password(String user) {
        var password = passwords.get(user);
        if (password == null) {
            throw new IllegalArgumentException("no broker user `" + user + "`");
        }
        return password;
    }

    @Override
    public String toString() {
        return "BrokerSecrets" + passwords.keySet();
    }
}
