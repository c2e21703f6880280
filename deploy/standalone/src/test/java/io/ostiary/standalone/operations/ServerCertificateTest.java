package io.ostiary.standalone.operations;

import static io.ostiary.standalone.lesson.Client.refusal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ostiary.standalone.lesson.Client.Refusal;
import io.ostiary.standalone.lesson.Documents;
import io.ostiary.standalone.lesson.RunningHouse;
import io.ostiary.standalone.lesson.Tenant;
import io.ostiary.testkit.Certificates;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.ServerCertificateMetadata;
import software.amazon.awssdk.services.iam.model.Tag;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Server certificates through the wire, with keys of both kinds. */
@ExtendWith(RunningHouse.Shared.class)
final class ServerCertificateTest {
    private final Tenant tenant;
    private final IamClient iam;

    ServerCertificateTest(RunningHouse house) {
        tenant = house.newAccount();
        iam = tenant.admin().iam();
    }

    private ServerCertificateMetadata upload(String name, String path) {
        return iam.uploadServerCertificate(
                        r ->
                                r.serverCertificateName(name)
                                        .path(path)
                                        .certificateBody(Certificates.RSA)
                                        .privateKey(Certificates.RSA_KEY))
                .serverCertificateMetadata();
    }

    private static Tag tag(String key, String value) {
        return Tag.builder().key(key).value(value).build();
    }

    private static Refusal missing(String name) {
        return new Refusal(
                404,
                "NoSuchEntity",
                "The Server Certificate with name " + name + " cannot be found.");
    }

    @Test
    void aCertificateIsUploadedToldChangedAndDeleted() {
        var uploaded = upload("Shop", "/cloudfront/");
        assertEquals(tenant.arn("server-certificate/cloudfront/Shop"), uploaded.arn());
        assertTrue(uploaded.serverCertificateId().matches("ASCA[A-Z0-9]{17}"));
        assertEquals(Instant.parse("2120-01-01T00:00:00Z"), uploaded.expiration());
        assertTrue(
                Duration.between(uploaded.uploadDate(), Instant.now()).abs().toMinutes() < 2,
                uploaded.toString());

        var told =
                iam.getServerCertificate(r -> r.serverCertificateName("shop")).serverCertificate();
        assertEquals(uploaded, told.serverCertificateMetadata());
        assertEquals(Certificates.RSA.strip(), told.certificateBody());
        assertNull(told.certificateChain());
        assertTrue(told.hasTags());
        assertEquals(List.of(), told.tags());

        iam.updateServerCertificate(
                r ->
                        r.serverCertificateName("Shop")
                                .newServerCertificateName("Store")
                                .newPath("/"));
        assertEquals(
                missing("Shop"),
                refusal(() -> iam.getServerCertificate(r -> r.serverCertificateName("Shop"))));
        var moved = iam.listServerCertificates().serverCertificateMetadataList().getFirst();
        assertEquals(tenant.arn("server-certificate/Store"), moved.arn());
        assertEquals(uploaded.serverCertificateId(), moved.serverCertificateId());

        iam.deleteServerCertificate(r -> r.serverCertificateName("STORE"));
        assertEquals(List.of(), iam.listServerCertificates().serverCertificateMetadataList());
    }

    @Test
    void aCurvesKeyIsTakenInBothFormsAndTheChainIsToldAgain() {
        String chain = Certificates.ISSUER + Certificates.ROOT;
        for (String key : List.of(Certificates.CURVE_KEY, Certificates.CURVE_KEY_PKCS8)) {
            var answer =
                    iam.uploadServerCertificate(
                            r ->
                                    r.serverCertificateName("Curve")
                                            .certificateBody(Certificates.CURVE)
                                            .certificateChain(chain)
                                            .privateKey(key)
                                            .tags(tag("a", "1")));
            assertEquals(List.of(tag("a", "1")), answer.tags());
            var told =
                    iam.getServerCertificate(r -> r.serverCertificateName("Curve"))
                            .serverCertificate();
            assertEquals(chain.strip(), told.certificateChain());
            iam.deleteServerCertificate(r -> r.serverCertificateName("Curve"));
        }
    }

    @Test
    void whatCannotBeIsRefusedAsAwsRefusesIt() {
        upload("Shop", "/");
        assertEquals(
                new Refusal(
                        409,
                        "EntityAlreadyExists",
                        "The Server Certificate with name shop already exists."),
                refusal(() -> upload("shop", "/")));
        upload("Other", "/");
        assertEquals(
                "EntityAlreadyExists",
                refusal(
                                () ->
                                        iam.updateServerCertificate(
                                                r ->
                                                        r.serverCertificateName("Other")
                                                                .newServerCertificateName("Shop")))
                        .code());
        assertEquals(
                new Refusal(
                        400,
                        "MalformedCertificate",
                        "Unable to parse certificate. Please ensure the certificate is in PEM"
                                + " format."),
                refused("no certificate", Certificates.RSA_KEY, Certificates.ROOT));
        assertEquals(
                new Refusal(400, "MalformedCertificate", "Invalid Private Key."),
                refused(Certificates.RSA, "no key", Certificates.ROOT));
        assertEquals(
                new Refusal(
                        400,
                        "KeyPairMismatch",
                        "The certificate and the private key do not match."),
                refused(Certificates.RSA, Certificates.CURVE_KEY, Certificates.ROOT));
        assertEquals(
                new Refusal(
                        400,
                        "MalformedCertificate",
                        "Unable to validate certificate chain. The certificate chain must start"
                                + " with the immediate signing certificate, followed by any"
                                + " intermediaries in order. The index within the chain of the"
                                + " invalid certificate is: 1"),
                refused(Certificates.CURVE, Certificates.CURVE_KEY, Certificates.ROOT));
        assertEquals(
                "InvalidInput",
                refusal(
                                () ->
                                        iam.tagServerCertificate(
                                                r ->
                                                        r.serverCertificateName("Shop")
                                                                .tags(
                                                                        tag("k", "1"),
                                                                        tag("k", "2"))))
                        .code());
    }

    private Refusal refused(String body, String key, String chain) {
        return refusal(
                () ->
                        iam.uploadServerCertificate(
                                r ->
                                        r.serverCertificateName("Refused")
                                                .certificateBody(body)
                                                .privateKey(key)
                                                .certificateChain(chain)));
    }

    @Test
    void aMissingOneIsMissedByEveryOperation() {
        assertEquals(
                missing("x"),
                refusal(() -> iam.deleteServerCertificate(r -> r.serverCertificateName("x"))));
        assertEquals(
                missing("x"),
                refusal(
                        () ->
                                iam.updateServerCertificate(
                                        r -> r.serverCertificateName("x").newPath("/a/"))));
        assertEquals(
                missing("x"),
                refusal(
                        () ->
                                iam.tagServerCertificate(
                                        r -> r.serverCertificateName("x").tags(tag("k", "v")))));
        assertEquals(
                missing("x"),
                refusal(
                        () ->
                                iam.untagServerCertificate(
                                        r -> r.serverCertificateName("x").tagKeys("k"))));
        assertEquals(
                missing("x"),
                refusal(() -> iam.listServerCertificateTags(r -> r.serverCertificateName("x"))));
    }

    @Test
    void twentyAreTheMostAndTheyAreListedInPagesAndByPath() {
        List<String> names = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            names.add("c%02d".formatted(i));
            upload(names.get(i), i % 2 == 0 ? "/even/" : "/odd/");
        }
        assertEquals(
                new Refusal(
                        409,
                        "LimitExceeded",
                        "Cannot exceed quota for ServerCertificatesPerAccount: 20"),
                refusal(() -> upload("c20", "/")));
        assertEquals(
                names,
                iam
                        .listServerCertificatesPaginator(r -> r.maxItems(7))
                        .serverCertificateMetadataList()
                        .stream()
                        .map(ServerCertificateMetadata::serverCertificateName)
                        .toList());
        assertEquals(
                10,
                iam.listServerCertificates(r -> r.pathPrefix("/even/"))
                        .serverCertificateMetadataList()
                        .size());
    }

    @Test
    void tagsAreSetReplacedListedInPagesAndRemoved() {
        upload("Shop", "/");
        iam.tagServerCertificate(
                r -> r.serverCertificateName("Shop").tags(tag("a", "1"), tag("b", "2")));
        iam.tagServerCertificate(
                r -> r.serverCertificateName("Shop").tags(tag("b", "3"), tag("c", "4")));
        var page = iam.listServerCertificateTags(r -> r.serverCertificateName("Shop").maxItems(2));
        assertEquals(List.of(tag("a", "1"), tag("b", "3")), page.tags());
        assertTrue(page.isTruncated());
        assertEquals(
                List.of(tag("c", "4")),
                iam.listServerCertificateTags(
                                r -> r.serverCertificateName("Shop").marker(page.marker()))
                        .tags());
        iam.untagServerCertificate(r -> r.serverCertificateName("Shop").tagKeys("a", "b"));
        assertEquals(
                List.of(tag("c", "4")),
                iam.getServerCertificate(r -> r.serverCertificateName("Shop"))
                        .serverCertificate()
                        .tags());
    }

    @Test
    void aRenamingNeedsTheRightToBothNames() {
        upload("Shop", "/");
        var alice =
                tenant.user(
                        "alice",
                        Documents.allow(
                                "iam:UpdateServerCertificate",
                                tenant.arn("server-certificate/Shop")));
        assertEquals(
                "AccessDenied",
                refusal(
                                () ->
                                        alice.client()
                                                .iam()
                                                .updateServerCertificate(
                                                        r ->
                                                                r.serverCertificateName("Shop")
                                                                        .newServerCertificateName(
                                                                                "Store")))
                        .code());
        tenant.grant(
                "alice",
                Documents.allow(
                        "iam:UpdateServerCertificate", tenant.arn("server-certificate/S*")));
        alice.client()
                .iam()
                .updateServerCertificate(
                        r -> r.serverCertificateName("Shop").newServerCertificateName("Store"));
    }
}
