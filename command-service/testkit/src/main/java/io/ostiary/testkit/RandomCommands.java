package io.ostiary.testkit;

import io.ostiary.contract.command.Command;
import io.ostiary.contract.command.GroupCommand;
import io.ostiary.contract.command.InstanceProfileCommand;
import io.ostiary.contract.command.PolicyCommand;
import io.ostiary.contract.command.RoleCommand;
import io.ostiary.contract.command.ServerCertificateCommand;
import io.ostiary.contract.command.ServiceLinkedRoleCommand;
import io.ostiary.contract.command.UserCommand;
import io.ostiary.contract.id.Arn;
import io.ostiary.state.entity.Attachable;
import io.ostiary.state.entity.Attachments.InlinePolicy;
import io.ostiary.state.entity.InstanceProfile;
import io.ostiary.state.entity.ManagedPolicy;
import io.ostiary.state.entity.Role;
import io.ostiary.state.entity.Table;
import io.ostiary.state.entity.User;
import io.ostiary.state.view.AccountState;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * Draws commands of every operation over few names, so that they meet: some well formed, some not,
 * many that cannot be.
 */
final class RandomCommands extends RandomValues {
    private static final List<String> AWS_POLICIES =
            List.of(
                    "arn:aws:iam::aws:policy/AdministratorAccess",
                    "arn:aws:iam::aws:policy/ReadOnlyAccess",
                    "arn:aws:iam::aws:policy/NoSuchPolicy",
                    "arn:aws:iam::999999999999:policy/foreign",
                    "not-an-arn-at-all-but-long");

    private final RandomCredentials credentials;
    private final RandomAccounts accounts;
    private final RandomResources resources;

    RandomCommands(Random random, AccountState account) {
        super(random, account);
        this.credentials = new RandomCredentials(random, account);
        this.accounts = new RandomAccounts(random, account);
        this.resources = new RandomResources(random, account);
    }

    Command next() {
        return switch (random.nextInt(29)) {
            case 0, 1, 2, 3, 4 -> user();
            case 5, 6, 7, 8 -> group();
            case 9, 10, 11, 12 -> role();
            case 13, 14, 15 -> policy();
            case 16, 21 -> instanceProfile();
            case 17 -> credentials.accessKey();
            case 18 -> random.nextBoolean() ? credentials.loginProfile() : credentials.use();
            case 19 ->
                    random.nextBoolean()
                            ? credentials.sshPublicKey()
                            : credentials.signingCertificate();
            case 20 -> credentials.serviceSpecificCredential();
            case 22 -> serverCertificate();
            case 23 -> serviceLinkedRole();
            case 24 -> accounts.account();
            case 25 -> accounts.house();
            case 26 -> accounts.organization();
            case 27 -> resources.next();
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
}
