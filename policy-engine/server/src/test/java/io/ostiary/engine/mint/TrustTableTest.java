package io.ostiary.engine.mint;

import static io.ostiary.engine.TestHouse.ONE;
import static io.ostiary.engine.TestHouse.TWO;
import static io.ostiary.engine.TestHouse.allow;
import static io.ostiary.engine.TestHouse.assume;
import static io.ostiary.engine.TestHouse.statement;
import static io.ostiary.engine.TestHouse.trust;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.ostiary.contract.event.AttachmentEvent.PermissionsBoundarySet;
import io.ostiary.contract.event.PolicyEvent.PolicyCreated;
import io.ostiary.contract.id.AccountId;
import io.ostiary.contract.id.EntityId;
import io.ostiary.contract.port.Caller;
import io.ostiary.contract.port.Engine.Answer;
import io.ostiary.engine.TestHouse;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.List;
import java.util.Map;

/** Trust policy against identity policy, AWS's rule as a table, through AssumeRole itself. */
final class TrustTableTest {

    private static final String ROLE = "arn:aws:iam::111111111111:role/AdminRole";
    private static final String ASSUME = "sts:AssumeRole";

    private final TestHouse house = new TestHouse();

    @ParameterizedTest(name = "account {0}, trust {1}, identity {2}: {3}")
    @CsvSource({
        "111111111111, itself, nothing, given",
        "111111111111, everyone, nothing, given",
        "111111111111, account, nothing, refused",
        "111111111111, account, allow, given",
        "111111111111, nobody, allow, refused",
        "222222222222, itself, nothing, refused",
        "222222222222, itself, allow, given",
        "222222222222, everyone, nothing, refused",
        "222222222222, everyone, allow, given",
        "222222222222, account, allow, given",
        "222222222222, account, nothing, refused",
        "222222222222, nobody, allow, refused",
        "111111111111, itself, deny, refused",
        "111111111111, everyone, deny, refused",
        "222222222222, itself, deny, refused",
    })
    void trustAndIdentityAgreeAsAwsSays(
            String account, String trusted, String identity, String expected) {
        var own = new AccountId(account);
        EntityId alice = house.user(own, "alice", identity(identity));
        String arn = "arn:aws:iam::" + account + ":user/alice";
        String trust =
                switch (trusted) {
                    case "itself" -> trust("{\"AWS\":\"" + arn + "\"}");
                    case "everyone" -> trust("\"*\"");
                    case "account" -> trust("{\"AWS\":\"arn:aws:iam::" + account + ":root\"}");
                    default -> trust("{\"Service\":\"ec2.amazonaws.com\"}");
                };
        house.role(ONE, "AdminRole", trust, Map.of(arn, alice.uniqueId()));

        assertEquals(expected, outcome(house.userCaller(own, alice)));
    }

    @Test
    void aDenyInTheTrustPolicyWins() {
        EntityId alice = house.user(ONE, "alice", identity("allow"));
        house.role(
                ONE,
                "AdminRole",
                """
                {"Version":"2012-10-17","Statement":[
                {"Effect":"Allow","Principal":{"AWS":"*"},"Action":"sts:AssumeRole"},
                {"Effect":"Deny","Principal":{"AWS":"arn:aws:iam::111111111111:user/alice"},
                 "Action":"sts:AssumeRole"}]}\
                """,
                Map.of("arn:aws:iam::111111111111:user/alice", alice.uniqueId()));
        assertEquals("refused", outcome(house.userCaller(ONE, alice)));
        assertEquals("given", outcome(house.userCaller(ONE, house.user(ONE, "bob"))));
    }

    @Test
    void aRecreatedUserIsNotTheOneThatIsTrusted() {
        house.role(
                ONE,
                "AdminRole",
                trust("{\"AWS\":\"arn:aws:iam::111111111111:user/alice\"}"),
                Map.of("arn:aws:iam::111111111111:user/alice", "AIDAOFBEFORE"));
        assertEquals("refused", outcome(house.userCaller(ONE, house.user(ONE, "alice"))));
    }

    @Test
    void aTrustThatNamesARoleIsLimitedByThatRolesBoundaryAndSessionPolicy() {
        EntityId user = house.user(ONE, "alice");
        EntityId first = house.role(ONE, "First", trust("\"*\""), Map.of());
        String firstArn = "arn:aws:iam::111111111111:role/First";
        house.role(
                ONE,
                "AdminRole",
                trust("{\"AWS\":\"" + firstArn + "\"}"),
                Map.of(firstArn, first.uniqueId()));
        Caller alice = house.userCaller(ONE, user);

        assertEquals("given", outcome(house.caller(house.session(alice, assume(firstArn)))));
        assertEquals(
                "refused",
                outcome(
                        house.caller(
                                house.session(
                                        alice,
                                        assume(
                                                firstArn,
                                                null,
                                                allow("s3:GetObject", "*"),
                                                List.of())))));
        house.event(
                ONE, new PolicyCreated("ANPAS", "S3", "/", null, allow("s3:*", "*"), house.now()));
        house.event(ONE, new PermissionsBoundarySet(first, "arn:aws:iam::111111111111:policy/S3"));
        assertEquals("refused", outcome(house.caller(house.session(alice, assume(firstArn)))));
    }

    @Test
    void aTrustThatNamesTheSessionIsNotLimitedByIt() {
        Caller alice = house.userCaller(ONE, house.user(ONE, "alice"));
        house.role(ONE, "First", trust("\"*\""), Map.of());
        house.role(
                ONE,
                "AdminRole",
                trust("{\"AWS\":\"arn:aws:sts::111111111111:assumed-role/First/my-session\"}"),
                Map.of());
        Caller session =
                house.caller(
                        house.session(
                                alice,
                                assume(
                                        "arn:aws:iam::111111111111:role/First",
                                        null,
                                        allow("s3:GetObject", "*"),
                                        List.of())));
        assertEquals("given", outcome(session));
    }

    private static String identity(String kind) {
        return switch (kind) {
            case "allow" -> allow(ASSUME, ROLE);
            case "deny" -> statement("Deny", ASSUME, "*");
            default -> allow("s3:GetObject", "*");
        };
    }

    private @Nullable String outcome(Caller caller) {
        return house.ask(caller, assume(ROLE)) instanceof Answer.Given ? "given" : "refused";
    }

    @Test
    void theAccessRoleOfACreatedAccountWorksForWhoeverMayAssumeIt() {
        house.role(
                TWO,
                "OrganizationAccountAccessRole",
                trust("{\"AWS\":\"arn:aws:iam::111111111111:root\"}"),
                Map.of());
        String arn = "arn:aws:iam::222222222222:role/OrganizationAccountAccessRole";
        Caller may = house.userCaller(ONE, house.user(ONE, "may", allow(ASSUME, arn)));
        Caller mayNot = house.userCaller(ONE, house.user(ONE, "mayNot"));

        assertEquals(
                "arn:aws:sts::222222222222:assumed-role/OrganizationAccountAccessRole/my-session",
                house.caller(house.session(may, assume(arn))).arn());
        assertEquals(
                "AccessDenied: User: arn:aws:iam::111111111111:user/mayNot is not authorized to"
                        + " perform: sts:AssumeRole on resource: "
                        + arn,
                house.refusal(mayNot, assume(arn)));
    }
}
