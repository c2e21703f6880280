package io.ostiary.standalone.operations;

import static io.ostiary.standalone.lesson.Client.refusal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ostiary.standalone.lesson.Client.Refusal;
import io.ostiary.standalone.lesson.Documents;
import io.ostiary.standalone.lesson.RunningHouse;
import io.ostiary.standalone.lesson.SignedCalls;
import io.ostiary.standalone.lesson.Tenant;
import io.ostiary.testkit.PublicKeys;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import software.amazon.awssdk.services.iam.IamClient;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;

/** GenerateCredentialReport and GetCredentialReport. */
@ExtendWith(RunningHouse.Shared.class)
final class CredentialReportTest {
    private static final DateTimeFormatter DATE =
            DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss'+00:00'").withZone(ZoneOffset.UTC);

    private final RunningHouse house;
    private final Tenant tenant;
    private final IamClient iam;

    CredentialReportTest(RunningHouse house) {
        this.house = house;
        tenant = house.newAccount();
        iam = tenant.admin().iam();
    }

    private List<String> report() {
        return iam.getCredentialReport().content().asUtf8String().lines().toList();
    }

    private static String date(Instant at) {
        return DATE.format(at);
    }

    @Test
    void aReportIsStartedAndCompleteAndStaysAsItWas() {
        assertEquals(
                new Refusal(
                        410,
                        "ReportNotPresent",
                        "The credential report does not exist. To generate a credential report,"
                                + " use GenerateCredentialReport."),
                refusal(iam::getCredentialReport));
        var user = iam.createUser(r -> r.userName("alice").path("/staff/")).user();
        iam.createLoginProfile(r -> r.userName("alice").password("Ch00se-A-Strong-One!"));
        var key = iam.createAccessKey(r -> r.userName("alice")).accessKey();
        var certificate =
                iam.uploadSigningCertificate(
                                r -> r.userName("alice").certificateBody(PublicKeys.certificate(1)))
                        .certificate();
        iam.updateAccessKey(
                r -> r.userName("alice").accessKeyId(key.accessKeyId()).status("Inactive"));
        Instant passwordSet =
                iam.getLoginProfile(r -> r.userName("alice")).loginProfile().createDate();

        var started = iam.generateCredentialReport();
        assertEquals("STARTED", started.stateAsString());
        assertEquals(
                "No report exists. Starting a new report generation task", started.description());
        var first = iam.getCredentialReport();
        assertEquals("text/csv", first.reportFormatAsString());
        List<String> lines = report();
        assertEquals(3, lines.size());
        assertEquals(22, lines.getFirst().split(",", -1).length);
        assertTrue(
                lines.get(1)
                        .startsWith("<root_account>,arn:aws:iam::" + tenant.account() + ":root,20"),
                lines.get(1));
        assertEquals(
                String.join(
                        ",",
                        "alice",
                        user.arn(),
                        date(user.createDate()),
                        "true",
                        "no_information",
                        date(passwordSet),
                        "N/A",
                        "false",
                        "false",
                        date(key.createDate()),
                        "N/A,N/A,N/A,false,N/A,N/A,N/A,N/A,true",
                        date(certificate.uploadDate()),
                        "false,N/A"),
                lines.get(2));

        iam.createUser(r -> r.userName("bob"));
        var again = iam.generateCredentialReport();
        assertEquals("COMPLETE", again.stateAsString());
        assertNull(again.description());
        assertEquals(lines, report());
        assertEquals(first.generatedTime(), iam.getCredentialReport().generatedTime());
    }

    @Test
    void bothOperationsNeedTheirPermission() {
        var alice = tenant.user("alice");
        var hers = alice.client().iam();
        assertEquals("AccessDenied", refusal(hers::generateCredentialReport).code());
        tenant.grant("alice", Documents.allow("iam:GenerateCredentialReport", "*"));
        assertEquals("STARTED", hers.generateCredentialReport().stateAsString());
        assertEquals("AccessDenied", refusal(hers::getCredentialReport).code());
        tenant.grant("alice", Documents.allow("iam:GetCredentialReport", "*"));
        assertTrue(hers.getCredentialReport().content().asUtf8String().contains("\nalice,"));
        assertEquals("AccessDenied", refusal(hers::generateCredentialReport).code());
    }

    @Test
    void anotherAccountHasItsOwnReport() {
        iam.generateCredentialReport();
        var other = house.newAccount().admin().iam();
        assertEquals("ReportNotPresent", refusal(other::getCredentialReport).code());
        other.generateCredentialReport();
        String text = other.getCredentialReport().content().asUtf8String();
        assertTrue(!text.contains(tenant.account()), text);
    }

    @Test
    void aReportComesAsBase64() {
        iam.generateCredentialReport();
        try (var calls = new SignedCalls(house.url())) {
            var reply = calls.iam(tenant.admin().credentials(), "GetCredentialReport");
            assertEquals(200, reply.status(), reply.body());
            assertTrue(reply.element("Content").startsWith("dXNlcixhcm4s"), reply.body());
        }
    }
}
