package io.ostiary.testkit;

import io.ostiary.contract.command.AccessKeyCommand;
import io.ostiary.contract.command.Command;
import io.ostiary.contract.command.LoginProfileCommand;
import io.ostiary.contract.command.RecordUse;
import io.ostiary.contract.command.ServiceSpecificCredentialCommand;
import io.ostiary.contract.command.SigningCertificateCommand;
import io.ostiary.contract.command.SshPublicKeyCommand;
import io.ostiary.contract.secret.HashedPassword;
import io.ostiary.contract.secret.ProvenPassword;
import io.ostiary.contract.secret.SealedSecret;
import io.ostiary.state.entity.Credentials;
import io.ostiary.state.entity.Credentials.LoginProfile;
import io.ostiary.state.entity.HeldCredential;
import io.ostiary.state.entity.Table;
import io.ostiary.state.entity.User;
import io.ostiary.state.view.AccountState;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Commands about what somebody proves with who they are, and about its use. */
final class RandomCredentials extends RandomValues {
    private static final List<String> SERVICES =
            List.of(
                    "codecommit.amazonaws.com",
                    "bedrock.amazonaws.com",
                    "authorize.ostiary",
                    "lambda.amazonaws.com");

    RandomCredentials(Random random, AccountState account) {
        super(random, account);
    }

    Command accessKey() {
        String name = maybe(name("u"));
        return switch (random.nextInt(4)) {
            case 0, 1 -> new AccessKeyCommand.CreateAccessKey(name);
            case 2 -> new AccessKeyCommand.UpdateAccessKey(keyId(), status(), name);
            default -> new AccessKeyCommand.DeleteAccessKey(keyId(), name);
        };
    }

    Command loginProfile() {
        String name = name("u");
        User user = account.userNamed(name);
        return switch (random.nextInt(5)) {
            case 0, 1 ->
                    new LoginProfileCommand.CreateLoginProfile(
                            password(null), maybe(random.nextBoolean()), name);
            case 2 ->
                    new LoginProfileCommand.UpdateLoginProfile(
                            maybe(password(user)), maybe(random.nextBoolean()), name);
            case 3 -> changePassword();
            default -> new LoginProfileCommand.DeleteLoginProfile(name);
        };
    }

    /** Of somebody who has a password, mostly: who sends it is not drawn here. */
    private Command changePassword() {
        User changing = null;
        for (User user : account.scan(Table.USERS, "")) {
            if (user.credentials().loginProfile() != null
                    && (changing == null || random.nextBoolean())) {
                changing = user;
            }
        }
        LoginProfile profile = changing == null ? null : changing.credentials().loginProfile();
        return new LoginProfileCommand.ChangePassword(
                password(changing),
                new ProvenPassword(profile == null ? FixedEffects.START : profile.passwordSetAt()));
    }

    /** Mostly of something there is; now and then a quarter of an hour is over. */
    Command use() {
        var ids = new ArrayList<String>();
        ids.add(keyId());
        ids.add(account.id().value());
        account.scan(Table.ROLES, "").forEach(role -> ids.add(role.id()));
        for (User user : account.scan(Table.USERS, "")) {
            ids.add(user.id());
            user.credentials().accessKeys().forEach(key -> ids.add(key.id()));
        }
        return new RecordUse(
                ids.get(random.nextInt(ids.size())),
                maybe("iam"),
                maybe("eu-west-1"),
                FixedEffects.START.plusSeconds(random.nextInt(4) * 900L));
    }

    Command sshPublicKey() {
        var held = held(Table.SSH_PUBLIC_KEYS);
        return switch (random.nextInt(4)) {
            case 0, 1 -> new SshPublicKeyCommand.UploadSSHPublicKey(sshKey(), name("u"));
            case 2 ->
                    new SshPublicKeyCommand.UpdateSSHPublicKey(
                            held.id(), status(), held.userName());
            default -> new SshPublicKeyCommand.DeleteSSHPublicKey(held.id(), held.userName());
        };
    }

    private String sshKey() {
        return switch (random.nextInt(8)) {
            case 0 -> "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIPPyhhXkhiYl";
            case 1 -> PublicKeys.rsa(1, 1_024).toLine();
            case 2 -> PublicKeys.rsa(random.nextInt(9)).toPem();
            default -> PublicKeys.rsa(random.nextInt(9)).toLine() + " somebody";
        };
    }

    Command signingCertificate() {
        var held = held(Table.SIGNING_CERTIFICATES);
        return switch (random.nextInt(4)) {
            case 0, 1 ->
                    new SigningCertificateCommand.UploadSigningCertificate(
                            certificate(), maybe(name("u")));
            case 2 ->
                    new SigningCertificateCommand.UpdateSigningCertificate(
                            held.id(), status(), held.userName());
            default ->
                    new SigningCertificateCommand.DeleteSigningCertificate(
                            held.id(), maybe(held.userName()));
        };
    }

    private String certificate() {
        return switch (random.nextInt(8)) {
            case 0 -> "invalid-certificate-body";
            case 1 -> PublicKeys.expiredCertificate();
            default -> PublicKeys.certificate(random.nextInt(9));
        };
    }

    Command serviceSpecificCredential() {
        var held = held(Table.SERVICE_SPECIFIC_CREDENTIALS);
        return switch (random.nextInt(5)) {
            case 0, 1 ->
                    new ServiceSpecificCredentialCommand.CreateServiceSpecificCredential(
                            rarely(1 + random.nextInt(90)),
                            SERVICES.get(random.nextInt(SERVICES.size())),
                            name("u"));
            case 2 ->
                    new ServiceSpecificCredentialCommand.ResetServiceSpecificCredential(
                            held.id(), maybe(held.userName()));
            case 3 ->
                    new ServiceSpecificCredentialCommand.UpdateServiceSpecificCredential(
                            held.id(), status(), maybe(held.userName()));
            default ->
                    new ServiceSpecificCredentialCommand.DeleteServiceSpecificCredential(
                            held.id(), maybe(held.userName()));
        };
    }

    private record Held(String id, String userName) {}

    /** Something that somebody holds, mostly with the holder's name; now and then nothing. */
    private Held held(Table<? extends HeldCredential> table) {
        var all = new ArrayList<Held>();
        all.add(new Held("APKAQQQQQQQQQQQQQQQQQ", name("u")));
        for (HeldCredential held : account.scan(table, "")) {
            User owner = account.userById(held.owner().uniqueId());
            String name = owner == null || random.nextInt(4) == 0 ? name("u") : owner.name();
            all.add(new Held(held.id(), name));
        }
        return all.get(random.nextInt(all.size()));
    }

    private String keyId() {
        var ids = new ArrayList<String>(List.of("AKIAQQQQQQQQQQQQQQQQ"));
        for (User user : account.scan(Table.USERS, "")) {
            user.credentials().accessKeys().stream()
                    .map(Credentials.AccessKey::id)
                    .forEach(ids::add);
        }
        return ids.get(random.nextInt(ids.size()));
    }

    /** As an engine would have compared it that knows the account as it is. */
    private HashedPassword password(@Nullable User user) {
        LoginProfile profile = user == null ? null : user.credentials().loginProfile();
        return new HashedPassword(
                new SealedSecret("hash" + random.nextInt(1_000)),
                random.nextInt(4) == 0 ? 7 : 12,
                new HashedPassword.Facts(
                        random.nextInt(6) != 0, random.nextInt(6) != 0, true, false),
                user == null || profile == null || random.nextInt(8) == 0
                        ? null
                        : new HashedPassword.Comparison(
                                profile.passwordSetAt(),
                                1 + account.formerPasswordsOf(user.id()).size(),
                                random.nextInt(4) == 0 ? random.nextInt(3) : null));
    }
}
