package io.ostiary.standalone.folder;

import io.ostiary.contract.id.AccountId;
import io.ostiary.contract.secret.Secret;
import io.ostiary.sealing.MasterKey;

import org.jspecify.annotations.Nullable;

import java.util.Base64;
import java.util.List;

/**
 * What must be on disk before the account is opened, in this order: master key, root credentials,
 * broker passwords. Each step looks whether it was done; so a start cut short anywhere is completed
 * by the next.
 *
 * @param account of this folder, with its root's key
 */
public record FirstStart(MasterKey masterKey, RootCredentials account, BrokerSecrets broker) {

    /**
     * @param wanted the account id asked for, or null for the folder's own, a random one at first
     * @param brokerUsers who needs a password
     * @throws Unusable when the folder belongs to another account, a secret is readable by others,
     *     damaged or lost, or the master key is too short
     */
    public static FirstStart ensure(
            FolderFiles files, @Nullable AccountId wanted, List<String> brokerUsers) {
        var masterKey = masterKey(files);
        var root = rootCredentials(files, wanted);
        return new FirstStart(masterKey, root, brokerSecrets(files, brokerUsers));
    }

    /** Once the server listens: tells clients where, and makes the profile. */
    public void announce(FolderFiles files, Endpoint endpoint) {
        AwsProfile.write(files, endpoint, account);
        endpoint.write(files);
    }

    private static MasterKey masterKey(FolderFiles files) {
        var file = files.masterKey();
        if (file.exists()) {
            return decode(file);
        }
        if (files.hasData()) {
            throw new Unusable(
                    "`"
                            + file.path()
                            + "` is missing, and what lies beside it was sealed with it: restore it"
                            + " from a copy, or start on another folder with --data");
        }
        var key = MasterKey.random();
        file.write(Base64.getEncoder().encodeToString(key.export().revealBytes()) + "\n");
        return key;
    }

    private static MasterKey decode(PrivateFile file) {
        byte[] bytes;
        try {
            bytes = Base64.getDecoder().decode(file.read().strip());
        } catch (IllegalArgumentException e) {
            throw new Unusable(
                    "`"
                            + file.path()
                            + "` is not base64: restore it from a copy of the data folder");
        }
        if (bytes.length != MasterKey.BYTES) {
            throw new Unusable(
                    "the master key in `"
                            + file.path()
                            + "` has "
                            + bytes.length
                            + " bytes, not "
                            + MasterKey.BYTES
                            + ": restore it from a copy of the data folder");
        }
        try {
            return MasterKey.of(Secret.of(bytes));
        } catch (IllegalArgumentException e) {
            throw new Unusable(
                    "the master key in `"
                            + file.path()
                            + "` is not random: let Ostiary make one on a new folder");
        }
    }

    private static RootCredentials rootCredentials(FolderFiles files, @Nullable AccountId wanted) {
        if (!files.rootCredentials().exists()) {
            if (files.hasLog()) {
                // A fresh account beside the ones in the log would look as if they were gone.
                throw new Unusable(
                        "`"
                                + files.rootCredentialsPath()
                                + "` is missing, and the log beside it holds its account: restore"
                                + " it from a copy, or start on another folder with --data");
            }
            var account = wanted == null ? RootCredentials.randomAccount() : wanted;
            if (account.equals(AccountId.REGISTRY)) {
                throw new Unusable(
                        "account id "
                                + account
                                + " is the registry's: choose another --account-id");
            }
            var made = RootCredentials.random(account);
            made.write(files);
            return made;
        }
        var found = RootCredentials.read(files);
        if (wanted != null && !wanted.equals(found.account())) {
            throw new Unusable(
                    "`"
                            + files.root()
                            + "` belongs to account "
                            + found.account()
                            + ": leave --account-id out, or give another --data");
        }
        return found;
    }

    private static BrokerSecrets brokerSecrets(FolderFiles files, List<String> users) {
        if (files.brokerSecrets().exists()) {
            var found = BrokerSecrets.read(files);
            if (found.covers(users)) {
                return found;
            }
        }
        var made = BrokerSecrets.random(users);
        made.write(files);
        return made;
    }
}
