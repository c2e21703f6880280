package io.ostiary.standalone.tenancy;

import io.ostiary.contract.id.AccessKeyId;
import io.ostiary.contract.id.AccountId;
import io.ostiary.contract.id.IdPrefix;
import io.ostiary.gateway.model.Member;
import io.ostiary.gateway.model.Shape.IntegerShape;
import io.ostiary.gateway.model.Shape.ListShape;
import io.ostiary.gateway.model.Shape.StructureShape;
import io.ostiary.gateway.pipeline.Operation;
import io.ostiary.standalone.lesson.Documents;
import io.ostiary.standalone.lesson.RunningHouse;
import io.ostiary.standalone.lesson.Tenant;
import io.ostiary.testkit.Certificates;
import io.ostiary.testkit.PublicKeys;

import software.amazon.awssdk.services.organizations.OrganizationsClient;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Inputs for any operation that name things of another account.
 *
 * @param values by the model's member name
 */
public record ForeignThings(Map<String, String> values) {
    private static final String ACCOUNT_ID = "AccountId";
    private static final String UNIT_ID = "OrganizationalUnitId";
    private static final String REQUEST_ID = "CreateAccountRequestId";
    private static final String POLICY_ID = "PolicyId";
    private static final String ROOT_ID = "RootId";

    private static final List<String> IDS =
            List.of(
                    UNIT_ID,
                    REQUEST_ID,
                    POLICY_ID,
                    ROOT_ID,
                    "AccessKeyId",
                    "SSHPublicKeyId",
                    "ServiceSpecificCredentialId",
                    "CertificateId");

    /** Things that are there; {@code other} gets them, and a unit of the organization to lie in. */
    public static ForeignThings existing(RunningHouse house, Tenant other) {
        var alice = other.user("shared-user");
        var iam = other.admin().iam();
        String trust = Documents.trust(alice.arn());
        other.role("shared-role", trust);
        iam.createGroup(r -> r.groupName("shared-group"));
        iam.createInstanceProfile(r -> r.instanceProfileName("shared-profile"));
        iam.createPolicy(
                r -> r.policyName("shared-policy").policyDocument(Documents.allow("s3:*", "*")));
        iam.addRoleToInstanceProfile(
                r -> r.instanceProfileName("shared-profile").roleName("shared-role"));
        iam.uploadServerCertificate(
                r ->
                        r.serverCertificateName("shared-certificate")
                                .certificateBody(Certificates.RSA)
                                .privateKey(Certificates.RSA_KEY));
        String inline = Documents.allow("s3:*", "*");
        iam.putUserPolicy(
                r -> r.userName("shared-user").policyName("shared-policy").policyDocument(inline));
        iam.putRolePolicy(
                r -> r.roleName("shared-role").policyName("shared-policy").policyDocument(inline));
        iam.putGroupPolicy(
                r ->
                        r.groupName("shared-group")
                                .policyName("shared-policy")
                                .policyDocument(inline));
        iam.createLoginProfile(r -> r.userName("shared-user").password("Ch00se-A-Strong-One!"));
        other.admin().s3().createBucket(r -> r.bucket("shared-" + other.account()));
        var sshKey =
                iam.uploadSSHPublicKey(
                        r ->
                                r.userName("shared-user")
                                        .sshPublicKeyBody(PublicKeys.rsa(1).toLine()));
        var credential =
                iam.createServiceSpecificCredential(
                        r -> r.userName("shared-user").serviceName("codecommit.amazonaws.com"));
        var certificate =
                iam.uploadSigningCertificate(
                        r -> r.userName("shared-user").certificateBody(PublicKeys.certificate(1)));
        return named(
                other,
                "shared",
                Map.of(
                        ACCOUNT_ID,
                        other.account(),
                        UNIT_ID,
                        unit(house.root().organizations(), other),
                        REQUEST_ID,
                        request(house.root().organizations(), other),
                        POLICY_ID,
                        organizationPolicy(house.root().organizations(), other),
                        ROOT_ID,
                        root(house.root().organizations()),
                        "AccessKeyId",
                        alice.keyId(),
                        "SSHPublicKeyId",
                        sshKey.sshPublicKey().sshPublicKeyId(),
                        "ServiceSpecificCredentialId",
                        credential.serviceSpecificCredential().serviceSpecificCredentialId(),
                        "CertificateId",
                        certificate.certificate().certificateId()));
    }

    private static String unit(OrganizationsClient organizations, Tenant member) {
        String root = root(organizations);
        String unit =
                organizations
                        .createOrganizationalUnit(
                                r -> r.parentId(root).name("shared-" + member.account()))
                        .organizationalUnit()
                        .id();
        organizations.moveAccount(
                r -> r.accountId(member.account()).sourceParentId(root).destinationParentId(unit));
        return unit;
    }

    private static String root(OrganizationsClient organizations) {
        return organizations.listRoots(r -> {}).roots().getFirst().id();
    }

    private static String organizationPolicy(OrganizationsClient organizations, Tenant member) {
        return organizations
                .createPolicy(
                        r ->
                                r.name("shared-" + member.account())
                                        .description("")
                                        .type("SERVICE_CONTROL_POLICY")
                                        .content(Documents.deny("s3:*", "*")))
                .policy()
                .policySummary()
                .id();
    }

    /** By which the account was opened. */
    private static String request(OrganizationsClient organizations, Tenant member) {
        return organizations.listCreateAccountStatusPaginator(r -> {}).stream()
                .flatMap(page -> page.createAccountStatuses().stream())
                .filter(status -> member.account().equals(status.accountId()))
                .findFirst()
                .orElseThrow()
                .id();
    }

    /** The like that is not there. */
    static ForeignThings missing(Tenant other) {
        var unused = AccessKeyId.of(IdPrefix.ACCESS_KEY, new AccountId(other.account()), 0x5EED);
        return named(
                other,
                "absent",
                Map.of(
                        ACCOUNT_ID,
                        "999999999999",
                        UNIT_ID,
                        "ou-none-none0000",
                        REQUEST_ID,
                        "car-" + "0".repeat(32),
                        POLICY_ID,
                        "p-none0000",
                        ROOT_ID,
                        "r-none",
                        "AccessKeyId",
                        unused.value(),
                        "SSHPublicKeyId",
                        "APKA" + "0".repeat(17),
                        "ServiceSpecificCredentialId",
                        "ACCA" + "0".repeat(17),
                        "CertificateId",
                        "0".repeat(32)));
    }

    private static ForeignThings named(Tenant other, String word, Map<String, String> ids) {
        String policy = other.arn("policy/" + word + "-policy");
        String user = other.arn("user/" + word + "-user");
        var values = new LinkedHashMap<String, String>();
        values.put("UserName", word + "-user");
        values.put("GroupName", word + "-group");
        values.put("RoleName", word + "-role");
        values.put("InstanceProfileName", word + "-profile");
        values.put("PolicyName", word + "-policy");
        values.put("PolicyArn", policy);
        values.put("PermissionsBoundary", policy);
        values.put("PolicySourceArn", user);
        values.put("ActionNames", "s3:GetObject");
        values.put("PolicyInputList", Documents.allow("s3:*", "*"));
        values.putAll(ids);
        for (String account : List.of("ResourceId", "ChildId", "TargetId")) {
            values.put(account, ids.getOrDefault(ACCOUNT_ID, ""));
        }
        values.put("ChildType", "ACCOUNT");
        for (String unit : List.of("ParentId", "SourceParentId", "DestinationParentId")) {
            values.put(unit, ids.getOrDefault(UNIT_ID, ""));
        }
        values.put("RoleArn", other.arn("role/" + word + "-role"));
        values.put("AssumeRolePolicyDocument", Documents.trust(user));
        values.put("PolicyDocument", Documents.allow("iam:*", user));
        values.put("Content", Documents.deny("s3:*", "*"));
        values.put("Description", "of another");
        values.put("NewUserName", word + "-user-2");
        values.put("NewGroupName", word + "-group-2");
        values.put("RoleSessionName", "session");
        values.put("Password", "Ch00se-A-Strong-One!");
        values.put("OldPassword", "Ch00se-A-Strong-One!");
        values.put("NewPassword", "Ch00se-An0ther-One!");
        values.put("Status", "Inactive");
        values.put("VersionId", "v1");
        values.put("AccountName", word);
        values.put("RequestId", "another-accounts");
        values.put("EncodedMessage", "AQO");
        values.put("Name", "RolesPerAccount"); // of a quota, and good for a unit as well
        values.put("Value", "2000");
        values.put("SSHPublicKeyBody", PublicKeys.rsa(1).toLine());
        values.put("Encoding", "SSH");
        values.put("CertificateBody", PublicKeys.certificate(1));
        values.put("ServiceName", "codecommit.amazonaws.com");
        values.put("Email", word + "@example.com");
        values.put("AccountAlias", word + "-alias");
        values.put("AWSServiceName", "nobody.amazonaws.com");
        values.put("DeletionTaskId", "task/aws-service-role/nobody/role/0");
        values.put("ServerCertificateName", word + "-certificate");
        values.put("NewServerCertificateName", word + "-certificate-2");
        values.put("PrivateKey", "not a key");
        String bucket = word + "-" + other.account();
        values.put("Bucket", bucket);
        values.put(
                "Policy",
                """
                {"Version":"2012-10-17","Statement":{"Effect":"Allow","Principal":{"AWS":"%s"},\
                "Action":"s3:ListBucket","Resource":"arn:aws:s3:::%s"}}\
                """
                        .formatted(other.arn("root"), bucket));
        values.put("Arn", "arn:aws:sqs:us-east-1:" + other.account() + ":" + word + "-queue");
        return new ForeignThings(values);
    }

    /**
     * The operation's parameters in the Query protocol, names and values in turn.
     *
     * @param optional whether also those are given that may be left out
     */
    public String[] query(Operation operation, boolean optional) {
        var given = new LinkedHashMap<String, String>();
        for (Member member : operation.model().input().members()) {
            if (member.required() || optional) {
                put(member, given, member.required());
            }
        }
        return given.entrySet().stream()
                .flatMap(e -> Stream.of(e.getKey(), e.getValue()))
                .toArray(String[]::new);
    }

    private void put(Member member, Map<String, String> given, boolean required) {
        String value = values.get(member.name());
        switch (member.shape()) {
            case ListShape list -> {
                String name = member.wireName() + ".member.1";
                if (list.element().shape() instanceof StructureShape structure) {
                    if (structure.member("Key").isPresent()) {
                        given.put(name + ".Key", "key");
                        given.put(name + ".Value", "value");
                    }
                } else if (required) {
                    given.put(name, "key");
                }
            }
            default -> {
                if (value != null) {
                    given.put(member.wireName(), value);
                } else if (required) {
                    throw new IllegalStateException("no value for " + member.name());
                }
            }
        }
    }

    /** The same as a JSON document, of the required members. */
    public String json(Operation operation) {
        return operation.model().input().members().stream()
                .filter(Member::required)
                .map(member -> "\"" + member.wireName() + "\":" + json(member))
                .collect(Collectors.joining(",", "{", "}"));
    }

    private String json(Member member) {
        String value = values.get(member.name());
        return switch (member.shape()) {
            case ListShape list ->
                    list.element().shape() instanceof StructureShape
                            ? "[{\"Key\":\"key\",\"Value\":\"value\"}]"
                            : "[\"key\"]";
            case IntegerShape _ -> Objects.requireNonNull(value, member.name());
            default -> "\"" + value + "\"";
        };
    }

    /** The answer with these things' names taken out. */
    String without(String answer) {
        String told = answer;
        for (String id : IDS) {
            told = told.replace(values.getOrDefault(id, "?"), id);
        }
        // As it stands in the ARNs of an organization's account: others begin with the owner's id.
        String account = values.get(ACCOUNT_ID);
        return told.replace("/" + account, "/" + ACCOUNT_ID)
                .replace(":" + account + ":account", ":" + ACCOUNT_ID + ":account")
                .replace("shared-", "")
                .replace("absent-", "");
    }
}
