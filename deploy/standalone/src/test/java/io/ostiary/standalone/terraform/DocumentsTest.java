package io.ostiary.standalone.terraform;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ostiary.standalone.lesson.RunningHouse;
import io.ostiary.standalone.lesson.Tenant;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import software.amazon.awssdk.services.iam.IamClient;

import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Policy documents come back as they were submitted, byte for byte, wherever they are stored (wire
 * traps 6 and 7). {@link TerraformTest} finds them unchanged, too.
 */
@ExtendWith(RunningHouse.Shared.class)
final class DocumentsTest {
    private final Tenant tenant;
    private final IamClient iam;

    DocumentsTest(RunningHouse house) {
        tenant = house.newAccount();
        iam = tenant.admin().iam();
    }

    private String text(Path file) throws IOException {
        return Files.readString(file).replace("ACCOUNT", tenant.account());
    }

    private static String decoded(String document) {
        // A plus in an answer is a plus.
        return URLDecoder.decode(document.replace("+", "%2B"), StandardCharsets.UTF_8);
    }

    @Test
    void whatIsGrantedComesBackAsSubmitted() throws Exception {
        iam.createGroup(r -> r.groupName("holder"));
        var documents = Configuration.documents("documents");
        assertTrue(documents.size() > 20, documents.toString());
        for (Path file : documents) {
            String name = file.getFileName().toString();
            String document = text(file);
            String arn =
                    iam.createPolicy(r -> r.policyName(name).policyDocument(document))
                            .policy()
                            .arn();
            assertEquals(
                    document,
                    decoded(
                            iam.getPolicyVersion(r -> r.policyArn(arn).versionId("v1"))
                                    .policyVersion()
                                    .document()),
                    name);
            // One name for all: together they are longer than a group's may be.
            iam.putGroupPolicy(
                    r -> r.groupName("holder").policyName("inline").policyDocument(document));
            assertEquals(
                    document,
                    decoded(
                            iam.getGroupPolicy(r -> r.groupName("holder").policyName("inline"))
                                    .policyDocument()),
                    name);
        }
    }

    @Test
    void whoIsTrustedComesBackAsSubmitted() throws Exception {
        String some = text(Configuration.documents("trust").getFirst());
        iam.createUser(r -> r.userName("documents"));
        iam.createRole(r -> r.roleName("documents").assumeRolePolicyDocument(some));
        var documents = Configuration.documents("trust");
        assertTrue(documents.size() > 10, documents.toString());
        for (Path file : documents) {
            String document = text(file);
            iam.updateAssumeRolePolicy(r -> r.roleName("documents").policyDocument(document));
            assertEquals(
                    document,
                    decoded(
                            iam.getRole(r -> r.roleName("documents"))
                                    .role()
                                    .assumeRolePolicyDocument()),
                    file.toString());
        }
    }
}
