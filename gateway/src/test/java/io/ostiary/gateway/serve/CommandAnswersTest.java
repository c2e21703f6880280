package io.ostiary.gateway.serve;

import static io.ostiary.gateway.serve.TestGateway.ALICE;
import static io.ostiary.gateway.serve.TestGateway.code;
import static io.ostiary.gateway.serve.TestGateway.element;
import static io.ostiary.gateway.serve.TestGateway.encoded;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ostiary.contract.command.AccessKeyCommand.CreateAccessKey;
import io.ostiary.contract.command.CommandEnvelope;
import io.ostiary.contract.command.Judgement;
import io.ostiary.contract.command.LoginProfileCommand.ChangePassword;
import io.ostiary.contract.command.LoginProfileCommand.CreateLoginProfile;
import io.ostiary.contract.command.ServerCertificateCommand.UploadServerCertificate;
import io.ostiary.contract.command.UserCommand.CreateUser;
import io.ostiary.contract.error.CommonError;
import io.ostiary.contract.error.IamError;
import io.ostiary.contract.outcome.Outcome;
import io.ostiary.contract.port.Caller;
import io.ostiary.contract.result.AccessKeyResult.CreateAccessKeyResult;
import io.ostiary.contract.secret.HashedPassword;
import io.ostiary.contract.secret.ProvenPassword;
import io.ostiary.contract.secret.SealedPrivateKey;
import io.ostiary.contract.secret.SealedSecret;
import io.ostiary.contract.secret.Secret;
import io.ostiary.contract.shape.AccessKey;
import io.ostiary.gateway.pipeline.CommandSender.Delivery;
import io.ostiary.sealing.CommandFields;
import io.ostiary.sealing.Purpose;
import io.ostiary.sealing.ReplyKey;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.io.IOException;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.security.KeyPairGenerator;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;

/** What callers are told of their commands, over real HTTP. */
final class CommandAnswersTest {

    private final TestGateway gateway = new TestGateway();

    @AfterEach
    void stop() {
        gateway.close();
    }

    @Test
    void whatIsDeniedIsNeverSent() {
        gateway.engine.denial = CommonError.accessDenied("no");
        HttpResponse<String> response = gateway.iam(ALICE, "Action=CreateUser&UserName=bob");
        assertEquals(403, response.statusCode());
        assertEquals("AccessDenied", code(response));
        assertTrue(gateway.writer.sent.isEmpty());
    }

    @Test
    void anAcceptedCommandIsAnsweredWhenItsRevisionIsVisible() {
        HttpResponse<String> response =
                gateway.iam(ALICE, "Action=CreateUser&UserName=bob&Path=/a/");
        assertEquals(200, response.statusCode());
        assertEquals(List.of(7L), gateway.awaited);
        CommandEnvelope sent = gateway.writer.sent.getFirst();
        assertEquals(new CreateUser("/a/", null, List.of(), "bob"), sent.command());
        assertEquals("AIDATEST", sent.actor().principalId());
        assertEquals(element(response, "RequestId"), sent.requestId());
        assertEquals(null, sent.replyKey());
    }

    @Test
    void outcomesBecomeAnswersThatSayWhatHappened() {
        gateway.writer.answer =
                _ ->
                        new Delivery.Answered(
                                new Outcome.Rejected(
                                        IamError.EntityAlreadyExists.named(
                                                IamError.Subject.USER, "bob"),
                                        9));
        assertAnswer(409, "EntityAlreadyExists", "User with name bob already exists.");
        assertEquals(List.of(9L), gateway.awaited);
        gateway.writer.answer = _ -> new Delivery.Answered(new Outcome.Expired());
        assertAnswer(503, "ServiceUnavailable", "Nothing was changed.");
        gateway.writer.answer = _ -> new Delivery.Answered(new Outcome.Failed());
        assertAnswer(500, "ServiceFailure", "internal error");
        gateway.writer.answer = _ -> new Delivery.Unknown();
        assertAnswer(503, "ServiceUnavailable", "may have been made");
        gateway.writer.answer =
                _ -> {
                    throw new IllegalStateException("a port that breaks");
                };
        assertAnswer(500, "ServiceFailure", "internal error");
        gateway.writer.answer = _ -> new Delivery.Answered(new Outcome.Accepted(null, 10));
        gateway.visible = false;
        assertAnswer(503, "ServiceUnavailable", "may have been made");
    }

    @Test
    void A032_anOutdatedCommandIsAuthorizedAgainByWhatHoldsNow() {
        gateway.engine.revision = 3;
        gateway.writer.answer =
                envelope -> {
                    gateway.engine.revision = 5;
                    return new Delivery.Answered(
                            envelope.judged().revision() < 5
                                    ? new Outcome.Outdated(5)
                                    : new Outcome.Accepted(null, 6));
                };
        HttpResponse<String> response = gateway.iam(ALICE, "Action=CreateUser&UserName=bob");
        assertEquals(200, response.statusCode());
        assertEquals(
                List.of(3L, 5L),
                gateway.writer.sent.stream().map(each -> each.judged().revision()).toList());
        assertEquals(
                List.of(5L, 6L), gateway.awaited, "the engine has the change before it judges");
        assertEquals(2, gateway.engine.questions.size());
    }

    @Test
    void aCommandTellsByWhatItWasAuthorized() {
        gateway.engine.revision = 3;
        Instant now = gateway.now;
        gateway.engine.session =
                new Caller.Session(
                        "s", now, now, List.of("{}"), List.of("ANPANARROW"), false, List.of());
        gateway.iam(ALICE, "Action=CreateUser&UserName=bob");
        assertEquals(
                new Judgement(3, List.of("ANPANARROW")), gateway.writer.sent.getFirst().judged());
    }

    @Test
    void A032_aCommandOvertakenByADetachIsDenied() {
        gateway.writer.answer =
                _ -> {
                    gateway.engine.denial = CommonError.accessDenied("not any more");
                    return new Delivery.Answered(new Outcome.Outdated(5));
                };
        assertAnswer(403, "AccessDenied", "not any more");
        assertEquals(1, gateway.writer.sent.size());
    }

    @Test
    void anOutdatedAnswerThatIsNotOfThisRoundSaysNothingOfIt() {
        gateway.engine.revision = 5;
        gateway.writer.answer = _ -> new Delivery.Answered(new Outcome.Outdated(5));
        assertAnswer(503, "ServiceUnavailable", "may have been made");
        assertEquals(1, gateway.writer.sent.size());
    }

    @Test
    void whoseRightsChangeWithoutEndIsToldThatNothingWasDone() {
        gateway.writer.answer =
                _ -> new Delivery.Answered(new Outcome.Outdated(gateway.engine.later()));
        assertAnswer(503, "ServiceUnavailable", "Nothing was changed.");
        assertEquals(64, gateway.writer.sent.size());
        gateway.visible = false;
        assertAnswer(503, "ServiceUnavailable", "Nothing was changed.");
        assertEquals(65, gateway.writer.sent.size());
    }

    private void assertAnswer(int status, String code, String message) {
        HttpResponse<String> response = gateway.iam(ALICE, "Action=CreateUser&UserName=bob");
        assertEquals(status, response.statusCode());
        assertEquals(code, code(response));
        assertTrue(element(response, "Message").contains(message), response.body());
        assertFalse(response.body().contains("Exception"), response.body());
    }

    @Test
    void aNewSecretComesBackSealedForThisRequestOnlyAlsoWhenTheCommandWasSentAgain() {
        CommandFields fields = new CommandFields(gateway.keys.key(Purpose.COMMAND_FIELD));
        gateway.writer.answer =
                envelope -> {
                    if (gateway.engine.revision == 0) {
                        gateway.engine.revision = 1;
                        return new Delivery.Answered(new Outcome.Outdated(1));
                    }
                    ReplyKey reply =
                            ReplyKey.open(
                                            fields,
                                            Objects.requireNonNull(envelope.replyKey()),
                                            envelope.requestId())
                                    .orElseThrow();
                    SealedSecret secret =
                            reply.seal(Secret.of("new-secret-key"), envelope.requestId());
                    return new Delivery.Answered(
                            new Outcome.Accepted(
                                    new CreateAccessKeyResult(
                                            new AccessKey(
                                                    "AKIANEW", null, secret, "Active", "alice")),
                                    3));
                };
        HttpResponse<String> response = gateway.iam(ALICE, "Action=CreateAccessKey");
        assertEquals("new-secret-key", element(response, "SecretAccessKey"));
        assertEquals(new CreateAccessKey(null), gateway.writer.sent.getFirst().command());
    }

    @Test
    void aPasswordNeverTravels() {
        gateway.iam(ALICE, "Action=CreateLoginProfile&UserName=bob&Password=Very-Secret-1");
        var command = (CreateLoginProfile) gateway.writer.sent.getFirst().command();
        HashedPassword password = Objects.requireNonNull(command.password());
        assertEquals(13, password.length());
        assertEquals("bob", command.userName());
    }

    @Test
    void anOldPasswordNeverTravelsEither() {
        gateway.iam(ALICE, "Action=ChangePassword&OldPassword=Very-Secret-0&NewPassword=Secret-1");
        var command = (ChangePassword) gateway.writer.sent.getFirst().command();
        assertEquals(8, command.newPassword().length());
        assertEquals(new ProvenPassword(Instant.EPOCH), command.oldPassword());
    }

    @Test
    void aPrivateKeyTravelsSealedAndWhatIsNoneIsNotSent() throws Exception {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(256);
        String key =
                "-----BEGIN PRIVATE KEY-----\n"
                        + Base64.getEncoder()
                                .encodeToString(
                                        generator.generateKeyPair().getPrivate().getEncoded())
                        + "\n-----END PRIVATE KEY-----";
        String upload =
                "Action=UploadServerCertificate&ServerCertificateName=c&CertificateBody=b"
                        + "&PrivateKey=";
        HttpResponse<String> refused = gateway.iam(ALICE, upload + "none");
        assertEquals("MalformedCertificate", code(refused));
        assertEquals("Invalid Private Key.", element(refused, "Message"));
        assertEquals(List.of(), gateway.writer.sent);

        gateway.iam(ALICE, upload + encoded(key));
        CommandEnvelope sent = gateway.writer.sent.getFirst();
        var command = (UploadServerCertificate) sent.command();
        assertEquals(
                Secret.of(key),
                new CommandFields(gateway.keys.key(Purpose.COMMAND_FIELD))
                        .open(command.privateKey().key(), SealedPrivateKey.FIELD, sent.requestId())
                        .orElseThrow());
        assertFalse(sent.toString().contains("BEGIN PRIVATE"), "the key in a text");
    }

    @Test
    void foreignPrincipalsTravelWithTheirUniqueIds() {
        String foreign = "arn:aws:iam::222222222222:user/eve";
        gateway.engine.uniqueIds =
                Map.of(foreign, "AIDAEVE", "arn:aws:iam::111111111111:user/alice", "AIDAALICE");
        String trust =
                """
                {"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"sts:AssumeRole",
                 "Principal":{"AWS":["%s","arn:aws:iam::111111111111:user/alice",
                 "arn:aws:iam::333333333333:root","arn:aws:iam::222222222222:role/gone"]}}]}\
                """
                        .formatted(foreign);
        gateway.iam(
                ALICE, "Action=CreateRole&RoleName=r&AssumeRolePolicyDocument=" + encoded(trust));
        assertEquals(Map.of(foreign, "AIDAEVE"), gateway.writer.sent.getFirst().principals());
    }

    @Timeout(20)
    @Test
    void aStopLetsRequestsOnTheirWayEnd() throws Exception {
        var arrived = new CountDownLatch(1);
        var decided = new CountDownLatch(1);
        gateway.writer.answer =
                _ -> {
                    arrived.countDown();
                    awaitUninterrupted(decided);
                    return new Delivery.Answered(new Outcome.Accepted(null, 7));
                };
        try (var callers = Executors.newVirtualThreadPerTaskExecutor()) {
            var answer = callers.submit(() -> gateway.iam(ALICE, "Action=DeleteUser&UserName=bob"));
            arrived.await();
            var stopped = callers.submit(gateway::stop);
            while (isListening()) {
                Thread.onSpinWait();
            }
            assertFalse(stopped.isDone());
            decided.countDown();
            assertEquals(200, answer.get().statusCode());
            stopped.get();
        }
    }

    private boolean isListening() {
        try (var socket = new Socket("127.0.0.1", gateway.port())) {
            return socket.isConnected();
        } catch (IOException _) {
            return false;
        }
    }

    private static void awaitUninterrupted(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
