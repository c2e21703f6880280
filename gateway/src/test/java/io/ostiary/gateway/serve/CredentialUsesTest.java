package io.ostiary.gateway.serve;

import static io.ostiary.gateway.serve.TestGateway.ALICE;
import static io.ostiary.gateway.serve.TestGateway.ROLE;
import static io.ostiary.gateway.serve.TestGateway.ROOT;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.ostiary.contract.command.RecordUse;
import io.ostiary.contract.error.CommonError;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import java.time.Instant;
import java.util.List;

/** Which uses of credentials the gateway tells the writer of. */
final class CredentialUsesTest {

    private final TestGateway gateway = new TestGateway();

    @AfterEach
    void stop() {
        gateway.close();
    }

    private int call(String who) {
        return gateway.sts(who, "Action=GetCallerIdentity").statusCode();
    }

    private List<String> told() {
        return gateway.writer.uses.stream().map(RecordUse::credentialId).toList();
    }

    @Test
    void aUseIsToldOnceInAQuarterOfAnHour() {
        gateway.now = Instant.parse("2026-01-01T00:00:00.900Z");
        call(ALICE);
        gateway.iam(ALICE, "Action=ListUsers");
        gateway.now = Instant.parse("2026-01-01T00:15:00.899Z");
        call(ALICE);
        assertEquals(1, told().size());
        gateway.now = Instant.parse("2026-01-01T00:15:00.900Z");
        gateway.iam(ALICE, "Action=ListUsers");
        String key = told().getFirst();
        assertEquals(
                List.of(
                        new RecordUse(
                                key, "sts", "us-east-1", Instant.parse("2026-01-01T00:00:00Z")),
                        new RecordUse(
                                key, "iam", "us-east-1", Instant.parse("2026-01-01T00:15:00Z"))),
                gateway.writer.uses);
    }

    @Test
    void aSessionIsTheUseOfItsRole() {
        call(ROOT);
        call(ROLE);
        call(ROLE);
        // The key and the principal that the stand-in for the engine names.
        assertEquals(List.of("AKIATEST", "AIDATEST"), told());
    }

    @Test
    void aDeniedRequestIsAUseAndOneThatIsNotVerifiedIsNone() {
        gateway.engine.denial = new CommonError(CommonError.Kind.ACCESS_DENIED, "no");
        assertEquals(403, gateway.iam(ALICE, "Action=ListUsers").statusCode());
        assertEquals(1, told().size());
        assertEquals(403, gateway.iam("nobody", "Action=ListUsers").statusCode());
        assertEquals(1, told().size());
    }

    @Test
    void whatIsDroppedIsToldWithTheNextUseAndNoRequestFailsForIt() {
        gateway.writer.takesUses = false;
        assertEquals(200, call(ALICE));
        assertEquals(List.of(), told());
        gateway.writer.takesUses = true;
        assertEquals(200, call(ALICE));
        assertEquals(1, told().size());
    }

    @Test
    void noClientCanTellOfAUse() {
        assertEquals(
                400,
                gateway.iam(ALICE, "Action=RecordUse&CredentialId=AKIATEST&At=2026-01-01T00:00:00Z")
                        .statusCode());
        assertEquals(List.of(), gateway.writer.sent);
    }
}
