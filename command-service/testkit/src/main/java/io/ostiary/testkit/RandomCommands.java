package io.ostiary.testkit;

import io.ostiary.contract.command.AccessKeyCommand;
import io.ostiary.contract.command.AccountCommand;
import io.ostiary.contract.command.Command;
import io.ostiary.contract.command.CredentialReportCommand;
import io.ostiary.contract.command.GroupCommand;
import io.ostiary.contract.command.InstanceProfileCommand;
import io.ostiary.contract.command.LoginProfileCommand;
import io.ostiary.contract.command.OperatorCommand;
import io.ostiary.contract.command.OrganizationCommand;
import io.ostiary.contract.command.PolicyCommand;
import io.ostiary.contract.command.RecordUse;
import io.ostiary.contract.command.RoleCommand;
import io.ostiary.contract.command.ServerCertificateCommand;
import io.ostiary.contract.command.ServiceLinkedRoleCommand;
import io.ostiary.contract.command.ServiceSpecificCredentialCommand;
import io.ostiary.contract.command.SigningCertificateCommand;
import io.ostiary.contract.command.SshPublicKeyCommand;
import io.ostiary.contract.command.UserCommand;
import io.ostiary.contract.id.Arn;
import io.ostiary.contract.secret.HashedPassword;
import io.ostiary.contract.secret.ProvenPassword;
import io.ostiary.contract.secret.SealedSecret;
import io.ostiary.contract.shape.Tag;
import io.ostiary.state.entity.Attachable;
import io.ostiary.state.entity.Attachments.InlinePolicy;
import io.ostiary.state.entity.Credentials;
import io.ostiary.state.entity.Credentials.LoginProfile;
import io.ostiary.state.entity.HeldCredential;
import io.ostiary.state.entity.InstanceProfile;
import io.ostiary.state.entity.ManagedPolicy;
import io.ostiary.state.entity.MemberAccount;
import io.ostiary.state.entity.Role;
import io.ostiary.state.entity.Table;
import io.ostiary.state.entity.User;
import io.ostiary.state.view.AccountState;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;

/**
 * Draws commands of every operation over few names, so that they meet: some well formed, some not,
 * many that cannot be.
 */
final class RandomCommands {
    private static final int NAMES = 3;
    private static final List<String> AWS_POLICIES =
            List.of(
                    "arn:aws:iam::aws:policy/AdministratorAccess",
                    "arn:aws:iam::aws:policy/ReadOnlyAccess",
                    "arn:aws:iam::aws:policy/NoSuchPolicy",
                    "arn:aws:iam::999999999999:policy/foreign",
                    "not-an-arn-at-all-but-long");

    private static final List<String> SERVICES =
            List.of(
                    "codecommit.amazonaws.com",
                    "bedrock.amazonaws.com",
                    "authorize.ostiary",
                    "lambda.amazonaws.com");

    private final Random random;
    private final AccountState account;

    RandomCommands(Random random, AccountState account) {
        this.random = random;
        this.account = account;
    }

    Command next() {
        return switch (random.nextInt(28)) {
            case 0, 1, 2, 3, 4 -> user();
            case 5, 6, 7, 8 -> group();
            case 9, 10, 11, 12 -> role();
            case 13, 14, 15 -> policy();
            case 16, 21 -> instanceProfile();
            case 17 -> accessKey();
            case 18 -> random.nextBoolean() ? loginProfile() : use();
            case 19 -> random.nextBoolean() ? sshPublicKey() : signingCertificate();
            case 20 -> serviceSpecificCredential();
            case 22 -> serverCertificate();
            case 23 -> serviceLinkedRole();
            case 24 -> account();
            case 25 -> house();
            case 26 -> organization();
            default -> instanceProfile();
        };
    }

    private Command user() {
        String name = name("u");
        return switch (random.nextInt(11)) {
            case 0 -> new UserCommand.CreateUser(path(), rarely(policyArn()), tags(), name);
            case 1 -> new UserCommand.UpdateUser(path(), maybe(name("u")), name);
            case 2 -> new UserCommand.DeleteUser(name);
            case 3 -> new UserCommand.TagUser(tags(), name);
            case 4 -> new UserCommand.UntagUser(tagKeys(), name);
            case 5 -> new UserCommand.PutUserPermissionsBoundary(policyArn(), name);
            case 6 -> new UserCommand.DeleteUserPermissionsBoundary(name);
            case 7 -> new UserCommand.PutUserPolicy(document(), name("in"), name);
            case 8 -> new UserCommand.DeleteUserPolicy(name("in"), name);
            case 9 -> new UserCommand.AttachUserPolicy(policyArn(), name);
            default -> new UserCommand.DetachUserPolicy(attachedTo(account.userNamed(name)), name);
        };
    }

    private Command group() {
        String name = name("g");
        return switch (random.nextInt(9)) {
            case 0 -> new GroupCommand.CreateGroup(name, path());
            case 1 -> new GroupCommand.UpdateGroup(name, maybe(name("g")), path());
            case 2 -> new GroupCommand.DeleteGroup(name);
            case 3 -> new GroupCommand.AddUserToGroup(name, name("u"));
            case 4 -> new GroupCommand.RemoveUserFromGroup(name, name("u"));
            case 5 -> new GroupCommand.PutGroupPolicy(name, document(), name("in"));
            case 6 -> new GroupCommand.DeleteGroupPolicy(name, name("in"));
            case 7 -> new GroupCommand.AttachGroupPolicy(name, policyArn());
            default ->
                    new GroupCommand.DetachGroupPolicy(name, attachedTo(account.groupNamed(name)));
        };
    }

    private Command role() {
        String name = name("r");
        return switch (random.nextInt(13)) {
            case 0 ->
                    new RoleCommand.CreateRole(
                            trust(),
                            maybe("described"),
                            duration(),
                            path(),
                            rarely(policyArn()),
                            name,
                            tags());
            case 1 -> new RoleCommand.UpdateRole(maybe("other"), duration(), name);
            case 2 -> new RoleCommand.UpdateRoleDescription("again", name);
            case 3 -> new RoleCommand.UpdateAssumeRolePolicy(trust(), name);
            case 4 -> new RoleCommand.DeleteRole(name);
            case 5 -> new RoleCommand.TagRole(name, tags());
            case 6 -> new RoleCommand.UntagRole(name, tagKeys());
            case 7 -> new RoleCommand.PutRolePermissionsBoundary(policyArn(), name);
            case 8 -> new RoleCommand.DeleteRolePermissionsBoundary(name);
            case 9 -> new RoleCommand.PutRolePolicy(document(), name("in"), name);
            case 10 -> {
                String holder = anyRole();
                yield new RoleCommand.DeleteRolePolicy(inlineOf(account.roleNamed(holder)), holder);
            }
            case 11 -> new RoleCommand.AttachRolePolicy(policyArn(), anyRole());
            default -> {
                String holder = anyRole();
                yield new RoleCommand.DetachRolePolicy(
                        attachedTo(account.roleNamed(holder)), holder);
            }
        };
    }

    private Command policy() {
        String arn = policyArn();
        String version = "v" + (1 + random.nextInt(7));
        return switch (random.nextInt(8)) {
            case 0, 1 ->
                    new PolicyCommand.CreatePolicy(
                            maybe("described"), path(), document(), name("p"), tags());
            case 2 -> new PolicyCommand.DeletePolicy(arn);
            case 3 ->
                    new PolicyCommand.CreatePolicyVersion(
                            arn, document(), maybe(random.nextBoolean()));
            case 4 -> new PolicyCommand.DeletePolicyVersion(arn, version);
            case 5 -> new PolicyCommand.SetDefaultPolicyVersion(arn, version);
            case 6 -> new PolicyCommand.TagPolicy(arn, tags());
            default -> new PolicyCommand.UntagPolicy(arn, tagKeys());
        };
    }

    private Command instanceProfile() {
        String name = name("i");
        return switch (random.nextInt(6)) {
            case 0 -> new InstanceProfileCommand.CreateInstanceProfile(name, path(), tags());
            case 1 -> new InstanceProfileCommand.DeleteInstanceProfile(name);
            case 2 -> new InstanceProfileCommand.AddRoleToInstanceProfile(name, anyRole());
            case 3 -> new InstanceProfileCommand.RemoveRoleFromInstanceProfile(name, held(name));
            case 4 -> new InstanceProfileCommand.TagInstanceProfile(name, tags());
            default -> new InstanceProfileCommand.UntagInstanceProfile(name, tagKeys());
        };
    }

    /** Mostly one that is there: two names that must meet would hardly ever. */
    private String anyRole() {
        var names = new ArrayList<String>();
        account.scan(Table.ROLES, "").forEach(role -> names.add(role.name()));
        return names.isEmpty() || random.nextInt(4) == 0
                ? name("r")
                : names.get(random.nextInt(names.size()));
    }

    /** Mostly the role that is in the profile, so that it comes out now and then. */
    private String held(String profileName) {
        InstanceProfile profile = account.instanceProfileNamed(profileName);
        String roleId = profile == null || random.nextInt(4) == 0 ? null : profile.roleId();
        Role role = roleId == null ? null : account.roleById(roleId);
        return role == null ? name("r") : role.name();
    }

    private Command serverCertificate() {
        String name = name("c");
        return switch (random.nextInt(5)) {
            case 0 ->
                    new ServerCertificateCommand.UploadServerCertificate(
                            random.nextInt(4) == 0 ? "no certificate" : Certificates.CURVE,
                            rarely(random.nextBoolean() ? Certificates.ISSUER : Certificates.ROOT),
                            path(),
                            Certificates.keyOf(
                                    random.nextInt(4) == 0 ? Certificates.RSA : Certificates.CURVE),
                            name,
                            tags());
            case 1 ->
                    new ServerCertificateCommand.UpdateServerCertificate(
                            path(), maybe(name("c")), name);
            case 2 -> new ServerCertificateCommand.DeleteServerCertificate(name);
            case 3 -> new ServerCertificateCommand.TagServerCertificate(name, tags());
            default -> new ServerCertificateCommand.UntagServerCertificate(name, tagKeys());
        };
    }

    private Command serviceLinkedRole() {
        String linked =
                random.nextBoolean() ? "AWSServiceRoleForECS" : "AWSServiceRoleForLexV2Bots";
        return switch (random.nextInt(6)) {
            case 0, 1 ->
                    new ServiceLinkedRoleCommand.CreateServiceLinkedRole(
                            random.nextBoolean() ? "ecs.amazonaws.com" : "lexv2.amazonaws.com",
                            rarely("suffix"),
                            maybe("linked"));
            case 2, 3 ->
                    new ServiceLinkedRoleCommand.DeleteServiceLinkedRole(
                            random.nextInt(4) == 0 ? name("r") : linked);
            case 4 -> new RoleCommand.DeleteRole(linked);
            default -> new InstanceProfileCommand.AddRoleToInstanceProfile(name("i"), linked);
        };
    }

    private Command accessKey() {
        String name = maybe(name("u"));
        return switch (random.nextInt(4)) {
            case 0, 1 -> new AccessKeyCommand.CreateAccessKey(name);
            case 2 -> new AccessKeyCommand.UpdateAccessKey(keyId(), status(), name);
            default -> new AccessKeyCommand.DeleteAccessKey(keyId(), name);
        };
    }

    private Command loginProfile() {
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

    private Command account() {
        return switch (random.nextInt(5)) {
            case 0 -> new AccountCommand.CreateAccountAlias(name("alias"));
            case 1 -> new AccountCommand.DeleteAccountAlias(name("alias"));
            case 2 -> new AccountCommand.DeleteAccountPasswordPolicy();
            case 3 -> new CredentialReportCommand.GenerateCredentialReport();
            default ->
                    new AccountCommand.UpdateAccountPasswordPolicy(
                            maybe(random.nextBoolean()),
                            maybe(random.nextBoolean()),
                            maybe(1 + random.nextInt(1_095)),
                            maybe(6 + random.nextInt(6)),
                            maybe(1 + random.nextInt(24)),
                            maybe(random.nextBoolean()),
                            maybe(random.nextBoolean()),
                            rarely(true),
                            maybe(random.nextBoolean()));
        };
    }

    /** Mostly of something there is; now and then a quarter of an hour is over. */
    private Command use() {
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

    private Command sshPublicKey() {
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

    private Command signingCertificate() {
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

    private Command serviceSpecificCredential() {
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

    private String status() {
        return List.of("Active", "Inactive", "Expired").get(random.nextInt(3));
    }

    private Command organization() {
        if (account.organization() == null && random.nextBoolean()) {
            return new OrganizationCommand.CreateOrganization(null);
        }
        return switch (random.nextInt(9)) {
            case 0 -> new OrganizationCommand.CreateOrganization(null);
            case 1 ->
                    new OrganizationCommand.CreateAccount(
                            "member", name("mail") + "@example.org", null, null, tags());
            case 2, 3 ->
                    new OrganizationCommand.CreateOrganizationalUnit(
                            name("unit"), parentId(), tags());
            case 4 ->
                    new OrganizationCommand.UpdateOrganizationalUnit(
                            maybe(name("unit")), parentId());
            case 5 -> new OrganizationCommand.DeleteOrganizationalUnit(parentId());
            case 6 -> moveAccount();
            case 7 -> new OrganizationCommand.TagResource(partId(), tags());
            default -> new OrganizationCommand.UntagResource(partId(), tagKeys());
        };
    }

    /** Mostly from where the account lies. */
    private Command moveAccount() {
        var members = new ArrayList<MemberAccount>();
        account.scan(Table.MEMBER_ACCOUNTS, "").forEach(members::add);
        if (members.isEmpty() || random.nextInt(4) == 0) {
            return new OrganizationCommand.MoveAccount("999999999999", parentId(), parentId());
        }
        MemberAccount member = members.get(random.nextInt(members.size()));
        return new OrganizationCommand.MoveAccount(
                member.id().value(),
                parentId(),
                random.nextInt(4) == 0 ? parentId() : member.parentId());
    }

    /** The root, a unit, or now and then neither. */
    private String parentId() {
        var ids = new ArrayList<>(List.of("ou-none-none0000"));
        if (account.organization() != null) {
            ids.add(account.organization().rootId());
        }
        account.scan(Table.ORGANIZATIONAL_UNITS, "").forEach(unit -> ids.add(unit.id()));
        return ids.get(random.nextInt(ids.size()));
    }

    private String partId() {
        return random.nextInt(3) == 0 ? account.id().value() : parentId();
    }

    /** What concerns whole accounts, mostly one that is there. */
    private Command house() {
        String id = anyAccount();
        return switch (random.nextInt(4)) {
            case 0, 1 ->
                    isClosed(id)
                            ? new OperatorCommand.ReopenAccount(id)
                            : new OrganizationCommand.CloseAccount(id);
            case 2 -> organization();
            default ->
                    new OperatorCommand.PutQuota(
                            id,
                            random.nextBoolean() ? "PoliciesPerUser" : "GroupsPerUser",
                            5 + random.nextInt(20));
        };
    }

    /** Now and then the wrong way round. */
    private boolean isClosed(String id) {
        MemberAccount member = account.find(Table.MEMBER_ACCOUNTS, id);
        boolean closed = member != null && member.status() == MemberAccount.Status.SUSPENDED;
        return closed != (random.nextInt(8) == 0);
    }

    private String anyAccount() {
        var ids = new ArrayList<String>();
        ids.add("999999999999");
        account.scan(Table.MEMBER_ACCOUNTS, "").forEach(member -> ids.add(member.id().value()));
        return ids.get(random.nextInt(ids.size()));
    }

    /** One of few names, now and then in capitals. */
    private String name(String kind) {
        String name = kind + random.nextInt(NAMES);
        return random.nextInt(6) == 0 ? name.toUpperCase(Locale.ROOT) : name;
    }

    private @Nullable String path() {
        return switch (random.nextInt(12)) {
            case 0 -> "/deep/er/";
            case 1 -> "/aws-service-role/x/";
            case 2 -> "/";
            default -> null;
        };
    }

    private List<Tag> tags() {
        var tags = new ArrayList<Tag>();
        for (int i = random.nextInt(4); i > 0; i--) {
            tags.add(new Tag(name("tag"), "value" + random.nextInt(3)));
        }
        if (random.nextInt(20) == 0) {
            tags.add(new Tag("aws:made", "up"));
        }
        return tags;
    }

    private List<String> tagKeys() {
        return List.of(name("tag"), name("tag"));
    }

    private String document() {
        return switch (random.nextInt(6)) {
            case 0 -> Documents.MALFORMED;
            case 1 -> Documents.ofSize(1_000 + random.nextInt(6_000));
            case 2 -> Documents.ofSize(900);
            default -> Documents.ALLOW_ALL;
        };
    }

    private String trust() {
        Role role = account.roleNamed(name("r"));
        User user = account.userNamed(name("u"));
        return Documents.trusting(
                switch (random.nextInt(5)) {
                    case 0 -> user == null ? "*" : user.arn(account.id()).toString();
                    case 1 -> role == null ? "*" : role.arn(account.id()).toString();
                    case 2 -> Arn.iam(account.id(), "user/nobody").toString();
                    case 3 -> "arn:aws:iam::999999999999:role/foreign";
                    default -> Arn.root(account.id()).toString();
                });
    }

    private @Nullable Integer duration() {
        return switch (random.nextInt(5)) {
            case 0 -> 100;
            case 1 -> 43_200;
            default -> null;
        };
    }

    private String policyArn() {
        if (random.nextInt(3) == 0) {
            return AWS_POLICIES.get(random.nextInt(AWS_POLICIES.size()));
        }
        ManagedPolicy policy = account.policyNamed(name("p"));
        return policy == null
                ? Arn.iam(account.id(), "policy/" + name("p")).toString()
                : policy.arn(account.id()).toString();
    }

    /** Mostly one that is there. */
    private String inlineOf(@Nullable Attachable holder) {
        List<InlinePolicy> held =
                holder == null ? List.of() : holder.attachments().inlinePolicies();
        return held.isEmpty() || random.nextInt(4) == 0 ? name("in") : held.getFirst().name();
    }

    /** Mostly one that is attached there, so that it comes off now and then. */
    private String attachedTo(@Nullable Attachable holder) {
        List<String> arns = holder == null ? List.of() : holder.attachments().policyArns();
        return arns.isEmpty() || random.nextInt(3) == 0
                ? policyArn()
                : arns.get(random.nextInt(arns.size()));
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

    private <T> @Nullable T maybe(T value) {
        return random.nextInt(3) == 0 ? null : value;
    }

    private <T> @Nullable T rarely(T value) {
        return random.nextInt(4) == 0 ? value : null;
    }
}
