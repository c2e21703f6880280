package io.ostiary.engine.decide;

import static io.ostiary.engine.TestHouse.ONE;
import static io.ostiary.engine.TestHouse.TWO;
import static io.ostiary.engine.TestHouse.allow;
import static io.ostiary.engine.TestHouse.assume;
import static io.ostiary.engine.TestHouse.trust;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ostiary.contract.event.CredentialEvent.AccessKeyDeleted;
import io.ostiary.contract.id.EntityId;
import io.ostiary.contract.port.Caller;
import io.ostiary.contract.port.ChunkAnswer;
import io.ostiary.contract.port.ChunkCall;
import io.ostiary.contract.port.ChunkCall.Chunk;
import io.ostiary.contract.port.ChunkCall.Trailer;
import io.ostiary.contract.port.DecisionCall;
import io.ostiary.contract.port.DecisionCall.Question;
import io.ostiary.contract.port.DecisionCall.Subject;
import io.ostiary.contract.port.Decisions;
import io.ostiary.contract.port.Decisions.Answer;
import io.ostiary.contract.port.Decisions.VerifiedSigner;
import io.ostiary.contract.port.Engine.RequestFacts;
import io.ostiary.contract.port.PayloadMode;
import io.ostiary.contract.port.SignedRequest;
import io.ostiary.engine.TestHouse;
import io.ostiary.engine.TestSigner.TestKey;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Streamed bodies: their chunks belong to the request that was verified, or they do not. */
final class SignedChunksTest {
    private static final RequestFacts FACTS =
            new RequestFacts("id", "127.0.0.1", true, null, null, "us-east-1");
    private static final String GRANT =
            """
            {"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"ostiary:Authorize",
            "Resource":"*","Condition":{"StringEquals":{"ostiary:ServiceName":"s3",
            "ostiary:Host":"objects.example","ostiary:Action":"s3:PutObject"}}}}\
            """;
    private static final String OBJECT = "arn:aws:sqs:us-east-1:222222222222:stands-for-an-object";
    private static final String CHECKSUM = "x-amz-checksum-crc32c";

    private final TestHouse house = new TestHouse();
    private final EntityId service = house.user(ONE, "service", GRANT);
    private final Caller asker = house.userCaller(ONE, service);
    private final EntityId bob = house.user(TWO, "bob", allow("s3:PutObject", "*"));
    private final TestKey key = house.key(TWO, bob);

    private TestUpload upload(PayloadMode mode) {
        return new TestUpload(
                key,
                mode.word(),
                mode == PayloadMode.CHUNKS || mode == PayloadMode.UNSIGNED ? null : CHECKSUM,
                house.now());
    }

    private VerifiedSigner begin(TestUpload upload) {
        return begin(upload, "s3:PutObject");
    }

    private VerifiedSigner begin(TestUpload upload, String action) {
        var question = new Question(new Subject.Signer(upload.request()), action, OBJECT, Map.of());
        var given =
                assertInstanceOf(
                        Decisions.Given.class,
                        house.engine
                                .decide(new DecisionCall(asker, FACTS, false, List.of(question)))
                                .toCompletableFuture()
                                .join());
        var decided = assertInstanceOf(Answer.Decided.class, given.answers().getFirst());
        return Objects.requireNonNull(decided.signer());
    }

    private String continuation(TestUpload upload) {
        return Objects.requireNonNull(begin(upload).continuation());
    }

    private ChunkAnswer go(
            Caller who, String continuation, List<Chunk> chunks, @Nullable Trailer trailer) {
        return house.engine
                .verifyChunks(new ChunkCall(who, FACTS, continuation, chunks, trailer))
                .toCompletableFuture()
                .join();
    }

    private ChunkAnswer go(String continuation, Chunk... chunks) {
        return go(asker, continuation, List.of(chunks), null);
    }

    private static String next(ChunkAnswer answer) {
        var verified = assertInstanceOf(ChunkAnswer.Verified.class, answer, answer::toString);
        assertFalse(verified.complete());
        return Objects.requireNonNull(verified.continuation());
    }

    private static void assertComplete(ChunkAnswer answer) {
        var verified = assertInstanceOf(ChunkAnswer.Verified.class, answer, answer::toString);
        assertTrue(verified.complete());
        assertNull(verified.continuation());
    }

    private static void assertRefused(String code, ChunkAnswer answer) {
        var refused = assertInstanceOf(ChunkAnswer.Refused.class, answer, answer::toString);
        assertEquals(code, refused.error().code(), refused.error().message());
    }

    @Test
    void aStreamIsVerifiedPartByPartAndCompleteOnlyAtItsEnd() {
        TestUpload upload = upload(PayloadMode.CHUNKS);
        String seed = upload.last();
        VerifiedSigner signer = begin(upload);
        assertEquals(seed, signer.signature());
        assertEquals(PayloadMode.CHUNKS, signer.payload());
        String first = Objects.requireNonNull(signer.continuation());
        String second = next(go(first, upload.chunk("a"), upload.chunk("b")));
        assertNotEquals(first, second);
        Chunk third = upload.chunk("c");
        assertComplete(go(second, third, upload.chunk("")));
        // Whoever asks again is told the same; another engine, too.
        next(go(second, third));
        assertInstanceOf(
                ChunkAnswer.Verified.class,
                house.service()
                        .verifyChunks(new ChunkCall(asker, FACTS, second, List.of(third), null))
                        .toCompletableFuture()
                        .join());
    }

    @Test
    void aTrailerIsVerifiedBehindTheLastChunkAndHoldsWhatWasAnnounced() {
        TestUpload upload = upload(PayloadMode.CHUNKS_AND_TRAILER);
        String first = continuation(upload);
        Chunk some = upload.chunk("a");
        Chunk none = upload.chunk("");
        String ended = next(go(first, some, none));
        String before = upload.last();
        Trailer trailer = upload.trailer(CHECKSUM, "sOO8/Q==");
        assertNotEquals(before, trailer.signature());
        assertComplete(go(asker, ended, List.of(), trailer));
        assertComplete(go(asker, first, List.of(some, none), trailer));
        assertRefused("ValidationError", go(asker, first, List.of(some), trailer));
        assertRefused(
                "SignatureDoesNotMatch",
                go(
                        asker,
                        ended,
                        List.of(),
                        new Trailer(List.of(header(CHECKSUM, "AAAAAA==")), trailer.signature())));
        assertRefused(
                "ValidationError",
                go(
                        asker,
                        ended,
                        List.of(),
                        new Trailer(
                                List.of(header(CHECKSUM, "sOO8/Q=="), header("x-amz-meta-a", "b")),
                                trailer.signature())));
        assertRefused("ValidationError", go(ended, some));
    }

    private static SignedRequest.Header header(String name, String value) {
        return new SignedRequest.Header(name, value);
    }

    @Test
    void chunksThatAreChangedMovedOrLeftOutAreNot() {
        TestUpload upload = upload(PayloadMode.CHUNKS);
        String first = continuation(upload);
        Chunk a = upload.chunk("a");
        Chunk b = upload.chunk("b");
        Chunk none = upload.chunk("");
        assertRefused("SignatureDoesNotMatch", go(first, b));
        assertRefused("SignatureDoesNotMatch", go(first, a, none));
        assertRefused("SignatureDoesNotMatch", go(first, a, a));
        assertRefused("SignatureDoesNotMatch", go(first, new Chunk(b.sha256(), a.signature())));
        assertRefused("ValidationError", go(first, a, b, none, none));
        assertRefused(
                "ValidationError",
                go(asker, first, List.of(a, b, none), new Trailer(List.of(), a.signature())));
        var another = new TestUpload(key, PayloadMode.CHUNKS.word(), null, house.now());
        assertEquals(a, another.chunk("a"), "the same request signs the same");
        house.pass(Duration.ofSeconds(1));
        assertRefused("SignatureDoesNotMatch", go(continuation(upload(PayloadMode.CHUNKS)), a));
    }

    @Test
    void aContinuationIsForTheAskingAccountAndForAQuarterOfAnHour() {
        TestUpload upload = upload(PayloadMode.CHUNKS);
        String first = continuation(upload);
        Chunk a = upload.chunk("a");
        Caller stranger = house.userCaller(TWO, house.user(TWO, "eve", allow("*", "*")));
        assertRefused("ValidationError", go(stranger, first, List.of(a), null));
        Caller colleague = house.userCaller(ONE, house.user(ONE, "colleague", GRANT));
        next(go(colleague, first, List.of(a), null));
        Caller none = house.userCaller(ONE, house.user(ONE, "none", allow("s3:*", "*")));
        assertRefused("AccessDenied", go(none, first, List.of(a), null));
        for (int i = 0; i < first.length(); i += 37) {
            char other = first.charAt(i) == 'A' ? 'B' : 'A';
            String changed = first.substring(0, i) + other + first.substring(i + 1);
            assertRefused("ValidationError", go(changed, a));
        }
        assertRefused("ValidationError", go("", a));
        assertRefused("ValidationError", go("A".repeat(30_000), a));
        house.pass(Duration.ofMinutes(14));
        String second = next(go(first, a));
        house.pass(Duration.ofMinutes(1));
        assertRefused("ValidationError", go(first, a));
        next(go(second, upload.chunk("b")));
    }

    @Test
    void aStreamEndsWithItsSignersKeyAndWithTheRightToAsk() {
        TestUpload upload = upload(PayloadMode.CHUNKS);
        String first = continuation(upload);
        Chunk a = upload.chunk("a");
        next(go(first, a));
        house.put(ONE, service, "inline", allow("ostiary:Nothing", "*"));
        assertRefused("AccessDenied", go(first, a));
        house.put(ONE, service, "inline", GRANT);
        next(go(first, a));
        house.event(TWO, new AccessKeyDeleted(bob, key.id()));
        assertRefused("InvalidClientTokenId", go(first, a));
    }

    @Test
    void aSessionsStreamEndsWithIt() {
        EntityId role = house.role(TWO, "Uploader", trust("{\"AWS\":\"*\"}"), Map.of());
        house.put(TWO, role, "inline", allow("s3:PutObject", "*"));
        TestKey session =
                house.session(
                        house.userCaller(TWO, bob),
                        assume("arn:aws:iam::222222222222:role/Uploader"));
        var upload = new TestUpload(session, PayloadMode.CHUNKS.word(), null, house.now());
        String stands = continuation(upload);
        for (int i = 0; i < 5; i++) { // a session of an hour
            house.pass(Duration.ofMinutes(11));
            stands = next(go(stands, upload.chunk("a")));
        }
        house.pass(Duration.ofMinutes(5));
        assertRefused("ExpiredToken", go(stands, upload.chunk("a")));
    }

    @ParameterizedTest
    @EnumSource(names = {"UNSIGNED", "UNSIGNED_TRAILER"})
    void unsignedModesAreToldAndHaveNothingToContinue(PayloadMode mode) {
        VerifiedSigner signer = begin(upload(mode));
        assertEquals(mode, signer.payload());
        assertFalse(signer.payload().isSigned());
        assertNull(signer.continuation());
    }

    @Test
    void whoMayNotIsGivenNothingToContinue() {
        house.put(TWO, bob, "denied", TestHouse.statement("Deny", "s3:PutObject", "*"));
        VerifiedSigner signer = begin(upload(PayloadMode.CHUNKS));
        assertEquals(PayloadMode.CHUNKS, signer.payload());
        assertNull(signer.continuation());
    }
}
