package io.ostiary.standalone.lesson;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ostiary.gateway.model.Protocol;
import io.ostiary.gateway.model.ServiceCatalog;
import io.ostiary.gateway.pipeline.Operation;
import io.ostiary.gateway.pipeline.OperationCatalog;
import io.ostiary.standalone.lesson.SignedCalls.Reply;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentials;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Well signed nonsense: a clear AWS error each time, never a 5xx, and the house goes on. */
@ExtendWith(RunningHouse.Shared.class)
final class MalformedRequestsTest {
    private static final int REQUESTS = 600;
    private static final long SEED = Long.getLong("ostiary.seed", System.nanoTime());
    private static final List<String> NASTY =
            List.of(
                    "",
                    " ",
                    "*",
                    "%00",
                    "%ED%A0%80",
                    "%C3%A9%E4%B8%AD%F0%9F%98%80",
                    "%3Ca%3E%26%22%27%5D%5D%3E",
                    "%zz",
                    "%",
                    "-1",
                    "99999999999999999999",
                    "3600.0",
                    "true",
                    "arn%3Aaws%3Aiam%3A%3A111111111111%3Apolicy%2Fp",
                    "arn%3Aaws%3Aiam%3A%3Aaws%3Apolicy%2F..%2F..",
                    "a".repeat(5_000),
                    "%7B%22Version%22%3A%222012-10-17%22%2C%22Statement%22%3A%5B%5D%7D",
                    "%7B%22Statement%22%3A" + "%5B".repeat(2_000),
                    "%24%7Bjndi%3Aldap%3A%2F%2Fx%7D",
                    "..%2F..%2Fetc");
    private static final List<String> SUFFIXES =
            List.of(
                    "",
                    ".member.1",
                    ".member.0",
                    ".member.2147483647",
                    ".member.1.Key",
                    ".member.1.member.1.member.1",
                    ".entry.1.key",
                    ".");

    private final RunningHouse house;
    private final AwsCredentials admin;
    private final List<Operation> operations =
            new OperationCatalog(ServiceCatalog.load())
                    .all().stream()
                            .filter(each -> !each.model().service().protocol().isRest())
                            .sorted(
                                    Comparator.comparing(Operation::signingName)
                                            .thenComparing(Operation::name))
                            .toList();

    MalformedRequestsTest(RunningHouse house) {
        this.house = house;
        admin = house.newAccount().admin().credentials();
    }

    @Test
    void signedNonsenseGetsAnAwsErrorAndTheHouseGoesOn() {
        var random = new Random(SEED);
        try (var calls = new SignedCalls(house.url())) {
            for (int i = 0; i < REQUESTS; i++) {
                Operation operation = operations.get(random.nextInt(operations.size()));
                boolean json = operation.service().info().protocol() == Protocol.JSON_1_1;
                String body = json ? json(operation, random) : query(operation, random);
                Reply reply =
                        calls.post(
                                admin,
                                operation.signingName(),
                                body,
                                json ? target(operation) : Map.of());
                String what = "request %d of seed %d: %s".formatted(i, SEED, reply.body());
                assertTrue(reply.status() < 500 || isMeant(operation, reply), what);
                assertFalse(reply.body().contains("Exception: "), what);
                assertFalse(reply.body().contains("\tat "), what);
                if (!reply.isOk() && !json) {
                    assertFalse(reply.element("Code").isEmpty(), what);
                }
                if (i % 50 == 0) {
                    assertEquals(200, calls.sts(admin, "GetCallerIdentity").status());
                }
            }
            assertEquals(200, calls.iam(admin, "CreateUser", "UserName", "after-all").status());
        }
    }

    /** Of the 5xx, only that an operation is not built. */
    private static boolean isMeant(Operation operation, Reply reply) {
        return reply.status() == 501
                && (!operation.isBuilt() || reply.body().contains("AssumeRole"));
    }

    private static String query(Operation operation, Random random) {
        var body =
                new StringBuilder(
                        SignedCalls.form(operation.name(), operation.service().info().version()));
        for (var member : operation.model().input().members()) {
            if (random.nextInt(4) > 0) {
                body.append('&').append(member.wireName());
                body.append(SUFFIXES.get(random.nextInt(3) == 0 ? random.nextInt(8) : 0));
                body.append('=').append(NASTY.get(random.nextInt(NASTY.size())));
            }
        }
        return switch (random.nextInt(12)) {
            case 0 -> body + "&Action=DeleteUser"; // A015
            case 1 -> body + "&UserId=AIDAX&Arn=x"; // A090
            case 2 -> body + "&=&&;&a";
            case 3 -> body.toString().replaceFirst("Version=[^&]*", "Version=1999-01-01");
            default -> body.toString();
        };
    }

    private static String json(Operation operation, Random random) {
        var body = new StringBuilder("{");
        for (var member : operation.model().input().members()) {
            body.append(body.length() > 1 ? "," : "");
            body.append('"').append(member.wireName()).append("\":");
            body.append(
                    switch (random.nextInt(7)) {
                        case 0 -> "null";
                        case 1 -> "[[[[]]]]";
                        case 2 -> "1e400";
                        case 3 -> "\"\\ud800\"";
                        case 4 -> "{\"a\":1,\"a\":2}";
                        case 5 -> "\"" + "x".repeat(3_000) + "\"";
                        default -> "\"a\"";
                    });
        }
        return switch (random.nextInt(6)) {
            case 0 -> body + "}}";
            case 1 -> body.toString();
            case 2 -> "[".repeat(5_000);
            default -> body + "}";
        };
    }

    private static Map<String, String> target(Operation operation) {
        return Map.of(
                "content-type",
                "application/x-amz-json-1.1",
                "x-amz-target",
                operation.service().info().targetPrefix() + "." + operation.name());
    }

    @Test
    void noOperationIsReachedWithAForgedSignature() { // A001
        var forged = AwsBasicCredentials.create(house.rootCredentials().accessKeyId(), "guessed");
        try (var calls = new SignedCalls(house.url())) {
            for (Operation operation : operations) {
                String action = operation.name();
                String code =
                        switch (operation.signingName()) {
                            case "iam" -> calls.iam(forged, action).element("Code");
                            case "sts" ->
                                    // The two that nobody signs are not built yet.
                                    action.startsWith("AssumeRoleWith")
                                            ? "SignatureDoesNotMatch"
                                            : calls.sts(forged, action).element("Code");
                            default -> {
                                Reply reply =
                                        calls.post(
                                                forged,
                                                operation.signingName(),
                                                "{}",
                                                target(operation));
                                yield reply.body().contains("InvalidSignatureException")
                                        ? "SignatureDoesNotMatch"
                                        : reply.body();
                            }
                        };
                assertEquals("SignatureDoesNotMatch", code, action);
            }
        }
    }

    @Test
    void a005_whatIsSignedForOneHostIsNoGoodAtAnother() {
        String body = SignedCalls.form("GetCallerIdentity", SignedCalls.STS);
        try (var calls = new SignedCalls(house.url())) {
            for (String host : List.of("a.example", "127.0.0.1", "")) {
                Reply reply = calls.post(admin, "sts", body, Map.of("host", host));
                assertEquals(403, reply.status(), host);
                assertEquals("SignatureDoesNotMatch", reply.element("Code"), host);
            }
            assertEquals(200, calls.post(admin, "sts", body, Map.of()).status());
        }
    }

    /** Nothing but the operations of the models has an address, signed or not. */
    @Test
    void a092_thereIsNoBulkImportBootstrapOrRestore() {
        try (var calls = new SignedCalls(house.url())) {
            for (String action :
                    List.of("ImportIAM", "ExportIAM", "Restore", "Bootstrap", "BatchCreateUser")) {
                Reply reply = calls.iam(house.rootCredentials(), action);
                assertEquals(400, reply.status(), action);
                assertEquals("InvalidAction", reply.element("Code"), action);
            }
            assertEquals(200, calls.iam(admin, "ListUsers").status());
        }
    }
}
