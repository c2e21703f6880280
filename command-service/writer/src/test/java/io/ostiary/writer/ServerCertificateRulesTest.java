package io.ostiary.writer;

import static io.ostiary.writer.Rules.ACCOUNT;
import static io.ostiary.writer.Rules.account;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.ostiary.contract.command.ServerCertificateCommand.DeleteServerCertificate;
import io.ostiary.contract.command.ServerCertificateCommand.TagServerCertificate;
import io.ostiary.contract.command.ServerCertificateCommand.UntagServerCertificate;
import io.ostiary.contract.command.ServerCertificateCommand.UpdateServerCertificate;
import io.ostiary.contract.command.ServerCertificateCommand.UploadServerCertificate;
import io.ostiary.contract.error.IamError.EntityAlreadyExists;
import io.ostiary.contract.error.IamError.KeyPairMismatch;
import io.ostiary.contract.error.IamError.LimitExceeded;
import io.ostiary.contract.error.IamError.MalformedCertificate;
import io.ostiary.contract.error.IamError.NoSuchEntity;
import io.ostiary.contract.result.ServerCertificateResult.UploadServerCertificateResult;
import io.ostiary.contract.secret.SealedPrivateKey;
import io.ostiary.contract.shape.ServerCertificateMetadata;
import io.ostiary.contract.shape.Tag;
import io.ostiary.state.entity.ServerCertificate;
import io.ostiary.testkit.AccountScenario;
import io.ostiary.testkit.Certificates;
import io.ostiary.testkit.FixedEffects;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.time.Instant;
import java.util.List;
import java.util.Objects;

/** Server certificates. */
class ServerCertificateRulesTest {
    private static final MalformedCertificate NO_PEM =
            new MalformedCertificate(
                    "Unable to parse certificate. Please ensure the certificate is in PEM format.");

    private static UploadServerCertificate upload(String name) {
        return upload(name, Certificates.RSA, null, Certificates.keyOf(Certificates.RSA));
    }

    private static UploadServerCertificate upload(
            String name, String body, @Nullable String chain, SealedPrivateKey key) {
        return new UploadServerCertificate(body, chain, null, key, name, List.of());
    }

    private static UploadServerCertificate withChain(String chain) {
        return upload("c", Certificates.CURVE, chain, Certificates.keyOf(Certificates.CURVE));
    }

    private static NoSuchEntity none(String name) {
        return new NoSuchEntity("The Server Certificate with name " + name + " cannot be found.");
    }

    private static MalformedCertificate brokenAt(int index) {
        return new MalformedCertificate(
                "Unable to validate certificate chain. The certificate chain must start with the"
                        + " immediate signing certificate, followed by any intermediaries in order."
                        + " The index within the chain of the invalid certificate is: "
                        + index);
    }

    private static ServerCertificate found(AccountScenario scenario, String name) {
        return Objects.requireNonNull(scenario.state().serverCertificateNamed(name));
    }

    @Test
    void whatIsUploadedIsKeptWithoutBlanksAroundItWithItsEndAndItsKeySealed() {
        var command =
                new UploadServerCertificate(
                        Certificates.CURVE,
                        Certificates.ISSUER + Certificates.ROOT,
                        "/cloudfront/",
                        Certificates.keyOf(Certificates.CURVE),
                        "Shop",
                        List.of(new Tag("a", "1")));
        var decided = account().when(command);
        var result = (UploadServerCertificateResult) decided.accepted().result();
        ServerCertificate kept = found(decided.thenAccepted(), "shop");
        assertEquals(
                new UploadServerCertificateResult(
                        new ServerCertificateMetadata(
                                "arn:aws:iam::" + ACCOUNT + ":server-certificate/cloudfront/Shop",
                                Instant.parse("2120-01-01T00:00:00Z"),
                                "/cloudfront/",
                                kept.id(),
                                "Shop",
                                kept.createdAt()),
                        List.of(new Tag("a", "1"))),
                result);
        assertEquals("ASCA", kept.id().substring(0, 4));
        assertEquals(Certificates.CURVE.strip(), kept.body());
        assertEquals((Certificates.ISSUER + Certificates.ROOT).strip(), kept.chain());
        assertEquals("kept-" + kept.id() + "-key", kept.privateKey().sealed());
        assertFalse(command.toString().contains("sealed="), command.toString());
    }

    @Test
    void aNameIsTakenInWhateverCase() {
        account()
                .done(upload("Shop"))
                .when(upload("SHOP"))
                .thenRejected(
                        new EntityAlreadyExists(
                                "The Server Certificate with name SHOP already exists."));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "x",
                "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----",
                "-----BEGIN CERTIFICATE-----\n!!!!\n-----END CERTIFICATE-----",
                "-----BEGIN CERTIFICATE-----",
                "-----BEGIN CERTIFICATE----------END CERTIFICATE-----"
            })
    void whatIsNoCertificateIsRefused(String body) {
        SealedPrivateKey key = Certificates.keyOf(Certificates.RSA);
        account()
                .when(upload("c", body, null, key))
                .thenRejected(NO_PEM)
                .when(upload("c", "Certificate:\n" + Certificates.RSA, null, key))
                .thenRejected(NO_PEM)
                .when(upload("c", Certificates.RSA + Certificates.ROOT, null, key))
                .thenRejected(NO_PEM)
                // Honest twin: white space around it and other ends of lines.
                .done(upload("c", "\n" + Certificates.RSA.replace("\n", "\r\n") + "\n", null, key));
    }

    @Test
    void anExpiredCertificateIsRefused() {
        account()
                .when(
                        upload(
                                "c",
                                Certificates.EXPIRED,
                                null,
                                Certificates.keyOf(Certificates.EXPIRED)))
                .thenRejected("MalformedCertificate");
    }

    @Test
    void theKeyMustBeTheCertificates() {
        account()
                .when(upload("c", Certificates.RSA, null, Certificates.keyOf(Certificates.CURVE)))
                .thenRejected(
                        new KeyPairMismatch("The certificate and the private key do not match."))
                .done(upload("c"));
    }

    @Test
    void aChainLeadsFromTheCertificateOn() {
        account()
                .when(withChain(Certificates.ROOT))
                .thenRejected(brokenAt(1))
                .when(withChain(Certificates.CURVE + Certificates.ISSUER))
                .thenRejected(brokenAt(1))
                .when(withChain(Certificates.ISSUER + Certificates.RSA))
                .thenRejected(brokenAt(2))
                .when(withChain("Issuer:\n" + Certificates.ISSUER))
                .thenRejected(brokenAt(-1))
                .when(withChain(Certificates.ISSUER + Certificates.ROOT.repeat(20)))
                .thenRejected(brokenAt(-1))
                .done(withChain(Certificates.ISSUER))
                .done(new DeleteServerCertificate("c"))
                .done(withChain(Certificates.ISSUER + "\n" + Certificates.ROOT));
    }

    @Test
    void twentyCertificatesAndNoMore() {
        AccountScenario scenario = account();
        for (int i = 0; i < 20; i++) {
            scenario.whenInFullAccount(upload("c" + i)).thenAccepted();
        }
        scenario.whenInFullAccount(upload("c20"))
                .thenRejected(
                        new LimitExceeded(
                                "Cannot exceed quota for ServerCertificatesPerAccount: 20"));
        scenario.whenInFullAccount(new DeleteServerCertificate("c3")).thenAccepted();
        scenario.whenInFullAccount(upload("c20")).thenAccepted();
    }

    @Test
    void aRenamedCertificateKeepsAllButNameAndPath() {
        AccountScenario scenario =
                account()
                        .done(
                                upload("a"),
                                upload("b"),
                                new TagServerCertificate("a", List.of(new Tag("k", "v"))));
        ServerCertificate before = found(scenario, "a");
        scenario.when(new UpdateServerCertificate(null, "B", "a"))
                .thenRejected(
                        new EntityAlreadyExists(
                                "The Server Certificate with name B already exists."))
                .when(new UpdateServerCertificate(null, null, "a"))
                .thenUnchanged()
                .when(new UpdateServerCertificate("/", "a", "A"))
                .thenUnchanged()
                .done(new UpdateServerCertificate("/new/", "c", "a"));
        assertNull(scenario.state().serverCertificateNamed("a"));
        assertEquals(before.withName("c", "/new/"), found(scenario, "C"));
        assertNotNull(scenario.state().byId(before.id()));
    }

    @Test
    void tagKeysOfCertificatesDifferInCase() {
        AccountScenario scenario =
                account()
                        .done(
                                upload("c"),
                                new TagServerCertificate(
                                        "c", List.of(new Tag("k", "1"), new Tag("K", "2"))),
                                new UntagServerCertificate("C", List.of("k", "missing")));
        assertEquals(List.of(new Tag("K", "2")), found(scenario, "c").attachments().tags());
        scenario.when(new TagServerCertificate("c", List.of(new Tag("aws:x", ""))))
                .thenRejected("InvalidInput");
    }

    @Test
    void whatIsNotThereIsNamedAsAwsNamesIt() {
        account()
                .when(new DeleteServerCertificate("x"))
                .thenRejected(none("x"))
                .when(new UpdateServerCertificate("/a/", null, "x"))
                .thenRejected(none("x"))
                .when(new TagServerCertificate("x", List.of(new Tag("k", "v"))))
                .thenRejected(none("x"))
                .when(new UntagServerCertificate("x", List.of("k")))
                .thenRejected(none("x"));
    }

    @Test
    void theTimeOfTheUploadIsTheWriters() {
        AccountScenario scenario = account().done(upload("c"));
        assertFalse(found(scenario, "c").createdAt().isBefore(FixedEffects.START));
    }
}
