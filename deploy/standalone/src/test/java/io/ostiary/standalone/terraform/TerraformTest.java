package io.ostiary.standalone.terraform;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;

import io.ostiary.standalone.lesson.Documents;
import io.ostiary.standalone.lesson.RunningHouse;
import io.ostiary.standalone.lesson.Tenant;
import io.ostiary.testkit.PublicKeys;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.PolicyScopeType;
import software.amazon.awssdk.services.iam.model.Role;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * The life of every usual resource of IAM with the real provider: made, read back, changed (in
 * place, by a rename, by making it anew), imported, and taken away. After each step a plan must
 * find nothing to do. Its configuration lies in the resources.
 */
@Tag("nightly")
@ExtendWith(RunningHouse.Shared.class)
final class TerraformTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** {@code -detailed-exitcode}: there is nothing to do, or there is. */
    private static final int NOTHING_TO_DO = 0;

    private static final int SOMETHING_TO_DO = 2;
    private static final Path RECORDED =
            Path.of("src/test/resources/io/ostiary/standalone/terraform/provider-calls.txt");

    private static final String ROBOT = "robot+1=a@b,c.d_e-f";

    @TempDir Path folder;

    private final RunningHouse house;
    private final Tenant tenant;
    private final IamClient iam;
    private @Nullable TerraformProgram terraform;

    TerraformTest(RunningHouse house) {
        this.house = house;
        tenant = house.newAccount();
        iam = tenant.admin().iam();
    }

    private void prepare(String url) throws Exception {
        Configuration.copyTo(folder);
        var session = (AwsSessionCredentials) tenant.admin().credentials();
        Map<String, String> variables = new HashMap<>();
        variables.put("AWS_ENDPOINT_URL", url);
        variables.put("AWS_REGION", "us-east-1");
        variables.put("AWS_ACCESS_KEY_ID", session.accessKeyId());
        variables.put("AWS_SECRET_ACCESS_KEY", session.secretAccessKey());
        variables.put("AWS_SESSION_TOKEN", session.sessionToken());
        variables.put("TF_VAR_alias", "terraform-" + tenant.account());
        terraform = TerraformProgram.with(variables, folder);
        succeeds("init", "-no-color");
    }

    @Test
    void allUsualResourcesLiveTheirLivesAndNoPlanFindsADifference() throws Exception {
        prepare(house.url());
        succeeds("apply", "-auto-approve", "-no-color");
        assertEquals(NOTHING_TO_DO, plan(false));
        succeeds("apply", "-auto-approve", "-no-color", "-var", "changed=true");
        assertEquals(NOTHING_TO_DO, plan(true));
        whatWasDoneByOthersIsSeenAndUndone();
        importsMeetWhatIsThere();
        whatOthersAddedIsTakenAwayToo();
        assertEquals(List.of("OrganizationAccountAccessRole"), leftOver());
    }

    /**
     * What {@link ProviderCallsTest} replays in every build is what the provider calls. With {@code
     * -Dostiary.golden=write} the file is written anew, of a run that does one thing at a time.
     */
    @Test
    void theProviderUsesNoOperationThatTheRecordedCallsDoNotHave() throws Exception {
        boolean writes = "write".equals(System.getProperty("ostiary.golden"));
        try (var recorder = new CallRecorder(house.url())) {
            prepare(recorder.url());
            // Every document once more, and what lists all that is there, would only repeat.
            Files.delete(folder.resolve("documents.tf"));
            Files.delete(folder.resolve("reads.tf"));
            String oneByOne = "-parallelism=" + (writes ? 1 : 10);
            succeeds("apply", "-auto-approve", "-no-color", oneByOne);
            assertEquals(NOTHING_TO_DO, plan(false));
            succeeds("apply", "-auto-approve", "-no-color", oneByOne, "-var", "changed=true");
            assertEquals(NOTHING_TO_DO, plan(true));
            succeeds("destroy", "-auto-approve", "-no-color", oneByOne, "-var", "changed=true");
            if (writes) {
                var blanks = Configuration.blanks(tenant.account());
                CallFile.write(
                        RECORDED,
                        about(succeeds("version")),
                        withoutRepeated(recorder.calls()).stream().map(blanks::blanked).toList());
            }
            assertEquals(operations(CallFile.read(RECORDED)), operations(recorder.calls()));
        }
    }

    private static Set<String> operations(List<RecordedCall> calls) {
        return calls.stream()
                .map(RecordedCall::operation)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static List<String> about(String versions) {
        var lines =
                new ArrayList<>(
                        List.of(
                                "What Terraform's AWS provider calls to make, read back, change and"
                                        + " take away the resources in",
                                "configuration/, without a read that was answered just so before."
                                        + " Written by TerraformTest with",
                                "-Dostiary.golden=write. What is in braces differs from run to"
                                        + " run (Blanks)."));
        versions.lines()
                .filter(line -> line.startsWith("Terraform v") || line.startsWith("+ provider"))
                .map(line -> line.replaceAll("registry\\S+/hashicorp/", "hashicorp/"))
                .forEach(lines::add);
        return lines;
    }

    /** Leaves out each read whose last answer was the same, and questions about what goes on. */
    private static List<RecordedCall> withoutRepeated(List<RecordedCall> calls) {
        Map<List<Object>, RecordedCall> last = new HashMap<>();
        var kept = new ArrayList<RecordedCall>();
        for (RecordedCall call : calls) {
            RecordedCall before = last.put(List.of(call.operation(), call.parameters()), call);
            if (!call.isUnderWay() && (!call.onlyReads() || !call.equals(before))) {
                kept.add(call);
            }
        }
        return kept;
    }

    private void whatWasDoneByOthersIsSeenAndUndone() throws Exception {
        iam.detachUserPolicy(
                r ->
                        r.userName("alice.renamed")
                                .policyArn("arn:aws:iam::aws:policy/ReadOnlyAccess"));
        iam.untagRole(r -> r.roleName("App").tagKeys("Team"));
        iam.updateAssumeRolePolicy(
                r ->
                        r.roleName("Closed")
                                .policyDocument(Documents.trustService("ec2.amazonaws.com")));
        iam.putRolePolicy(
                r ->
                        r.roleName("Closed")
                                .policyName("unknown")
                                .policyDocument(Documents.allow("iam:*", "*")));
        assertEquals(SOMETHING_TO_DO, plan(true));
        var applied = succeeds("apply", "-auto-approve", "-no-color", "-var", "changed=true");
        assertTrue(
                applied.contains("Resources: 1 added, 3 changed, 0 destroyed"),
                () -> summary(applied));
        assertEquals(NOTHING_TO_DO, plan(true));
    }

    /** Forgets what it made, finds it again by its name, and has nothing to change. */
    private void importsMeetWhatIsThere() throws Exception {
        var imports = Imports.of(JSON.readTree(succeeds("show", "-json")));
        Path state = folder.resolve("terraform.tfstate");
        Path kept = folder.resolve("kept.tfstate");
        Path file = folder.resolve("imports.tf");
        Files.copy(state, kept);
        Files.writeString(file, imports.blocks());
        var forget = new ArrayList<>(List.of("state", "rm"));
        forget.addAll(imports.addresses());
        succeeds(forget.toArray(String[]::new));
        var planned = succeeds("plan", "-no-color", "-var", "changed=true");
        assertTrue(
                planned.contains(
                        imports.list().size() + " to import, 0 to add, 0 to change, 0 to destroy."),
                () -> summary(planned));
        Files.delete(file);
        Files.delete(state);
        Files.move(kept, state);
    }

    /** A user with force_destroy and a role with force_detach_policies go with all they hold. */
    private void whatOthersAddedIsTakenAwayToo() throws Exception {
        iam.createAccessKey(r -> r.userName(ROBOT));
        iam.uploadSSHPublicKey(r -> r.userName(ROBOT).sshPublicKeyBody(PublicKeys.rsa(8).toLine()));
        iam.uploadSigningCertificate(
                r -> r.userName(ROBOT).certificateBody(PublicKeys.certificate(8)));
        iam.createServiceSpecificCredential(
                r -> r.userName(ROBOT).serviceName("codecommit.amazonaws.com"));
        iam.createLoginProfile(r -> r.userName(ROBOT).password("Ch00se-A-Strong-One!"));
        tenant.grant(ROBOT, Documents.allow("s3:*", "*"));
        iam.attachRolePolicy(
                r -> r.roleName("After").policyArn("arn:aws:iam::aws:policy/ReadOnlyAccess"));
        succeeds("destroy", "-auto-approve", "-no-color", "-var", "changed=true");
        assertEquals("", succeeds("state", "list").strip());
    }

    /** The names of all that the account still has. */
    private List<String> leftOver() {
        var names = new ArrayList<String>();
        iam.listUsers().users().forEach(user -> names.add(user.userName()));
        iam.listGroups().groups().forEach(group -> names.add(group.groupName()));
        iam.listRoles().roles().stream().map(Role::roleName).forEach(names::add);
        iam.listPolicies(r -> r.scope(PolicyScopeType.LOCAL))
                .policies()
                .forEach(policy -> names.add(policy.policyName()));
        iam.listInstanceProfiles()
                .instanceProfiles()
                .forEach(profile -> names.add(profile.instanceProfileName()));
        iam.listServerCertificates()
                .serverCertificateMetadataList()
                .forEach(certificate -> names.add(certificate.serverCertificateName()));
        names.addAll(iam.listAccountAliases().accountAliases());
        return names;
    }

    private int plan(boolean changed) throws Exception {
        var answer =
                Objects.requireNonNull(terraform)
                        .run(
                                "plan",
                                "-detailed-exitcode",
                                "-no-color",
                                "-var",
                                "changed=" + changed);
        assertTrue(
                answer.exitCode() == NOTHING_TO_DO || answer.exitCode() == SOMETHING_TO_DO,
                () -> summary(answer.out()));
        return answer.exitCode();
    }

    private String succeeds(String... arguments) throws Exception {
        var answer = Objects.requireNonNull(terraform).run(arguments);
        assertEquals(0, answer.exitCode(), () -> summary(answer.out()));
        return answer.out();
    }

    /** What it says beside its progress. */
    private static String summary(String out) {
        return out.lines()
                .filter(line -> !line.matches("\\S+: (Refreshing|Reading|Read|Creat|Still|D).*"))
                .reduce("", (all, line) -> all + "\n" + line);
    }
}
