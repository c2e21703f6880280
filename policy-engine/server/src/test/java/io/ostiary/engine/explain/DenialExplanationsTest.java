package io.ostiary.engine.explain;

import static io.ostiary.engine.TestHouse.allow;
import static io.ostiary.engine.TestHouse.statement;
import static io.ostiary.engine.TestHouse.trust;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ostiary.contract.event.OrganizationEvent.AccountCreationStarted;
import io.ostiary.contract.event.OrganizationEvent.AccountCreationSucceeded;
import io.ostiary.contract.event.OrganizationEvent.OrganizationCreated;
import io.ostiary.contract.event.OrganizationEvent.OrganizationPolicyAttached;
import io.ostiary.contract.event.OrganizationEvent.OrganizationPolicyCreated;
import io.ostiary.contract.event.OrganizationEvent.PolicyTypeEnabled;
import io.ostiary.contract.id.AccountId;
import io.ostiary.contract.id.EntityId;
import io.ostiary.contract.id.OrganizationPolicyType;
import io.ostiary.contract.port.Caller;
import io.ostiary.contract.port.DecisionCall;
import io.ostiary.contract.port.DecisionCall.Subject;
import io.ostiary.contract.port.Decisions;
import io.ostiary.contract.port.Engine.Answer;
import io.ostiary.contract.port.Engine.Authorization;
import io.ostiary.contract.port.Engine.Parameters;
import io.ostiary.contract.port.Engine.Question;
import io.ostiary.contract.port.Engine.RequestFacts;
import io.ostiary.contract.port.EngineQuery.ExplainDenial;
import io.ostiary.contract.port.StsRequest.DecodeAuthorizationMessage;
import io.ostiary.contract.result.EngineResult.ExplainDenialResult;
import io.ostiary.contract.result.StsResult.DecodeAuthorizationMessageResult;
import io.ostiary.contract.shape.ExplainedDenial;
import io.ostiary.contract.shape.ExplainedDenial.JudgedStatement;
import io.ostiary.contract.shape.ExplainedDenial.SuggestedChange;
import io.ostiary.engine.EngineService;
import io.ostiary.engine.TestHouse;
import io.ostiary.engine.denial.DenialFiles;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Denials as the engine that denied tells them afterwards. */
final class DenialExplanationsTest {

    private static final AccountId ONE = TestHouse.ONE;
    private static final AccountId TWO = TestHouse.TWO;
    private static final AccountId MEMBER = new AccountId("333333333333");
    private static final String ALLOW_ALL = allow("*", "*");

    @TempDir private Path folder;

    private final TestHouse house = new TestHouse();
    private EngineService engine = house.engine;
    private int requests;

    @BeforeEach
    void keepDenials() {
        engine = house.service(DenialFiles.open(folder, 1L << 30));
    }

    @AfterEach
    void close() {
        engine.close();
        house.close();
    }

    /** The id of the request, which is denied. */
    private String denied(Caller caller, String operation, Map<String, String> parameters) {
        String id = "request-" + ++requests;
        var answer =
                engine.authorize(
                                new Question(
                                        caller,
                                        "iam",
                                        operation,
                                        new Parameters(parameters, List.of(), false),
                                        facts(id)))
                        .toCompletableFuture()
                        .join();
        assertInstanceOf(Authorization.Denied.class, answer);
        return id;
    }

    private static RequestFacts facts(String id) {
        return new RequestFacts(id, "192.0.2.7", false, null, null, "us-east-1");
    }

    private Answer explained(Caller asker, @Nullable AccountId account, String id) {
        return engine.answer(asker, new ExplainDenial(account == null ? null : account.value(), id))
                .toCompletableFuture()
                .join();
    }

    private ExplainedDenial explanation(Caller asker, @Nullable AccountId account, String id) {
        var given = assertInstanceOf(Answer.Given.class, explained(asker, account, id));
        List<ExplainedDenial> denials =
                assertInstanceOf(ExplainDenialResult.class, given.result()).denials();
        assertEquals(1, denials.size());
        return denials.getFirst();
    }

    private Caller root(AccountId account) {
        return house.caller(house.key(account, house.root(account)));
    }

    private void assertTooOld(Answer answer) {
        var refused = assertInstanceOf(Answer.Refused.class, answer);
        assertEquals("NoSuchDenialException", refused.error().code());
    }

    @Test
    void eachStatementTellsItsFirstClauseThatFailed() {
        EntityId alice = house.user(ONE, "alice", allow("iam:GetRole", "*"));
        house.put(ONE, alice, "elsewhere", allow("iam:GetUser", "arn:aws:iam::*:user/bob"));
        house.put(
                ONE,
                alice,
                "office",
                """
                {"Version":"2012-10-17","Statement":{"Sid":"Office","Effect":"Allow",
                "Action":"iam:Get*","Resource":"*",
                "Condition":{"IpAddress":{"aws:SourceIp":"203.0.113.0/24"}}}}\
                """);
        house.user(ONE, "carol");
        Caller caller = house.userCaller(ONE, alice);

        String id = denied(caller, "GetUser", Map.of("UserName", "carol"));
        ExplainedDenial told = explanation(root(ONE), null, id);

        assertEquals("implicitDeny", told.decision());
        assertEquals("identity-based policy", told.layer());
        assertEquals("iam:GetUser", told.action());
        assertEquals("arn:aws:iam::111111111111:user/carol", told.resource());
        assertEquals(alice.uniqueId(), told.principalId());
        Map<String, JudgedStatement> byPolicy = new HashMap<>();
        told.statements().forEach(one -> byPolicy.put(one.policy(), one));
        assertEquals("Action", clause(byPolicy, "identity/inline"));
        assertEquals("Resource", clause(byPolicy, "identity/elsewhere"));
        JudgedStatement office = Objects.requireNonNull(byPolicy.get("identity/office"));
        assertEquals("Condition", office.failedClause());
        assertEquals("Office", office.statement());
        assertEquals("IpAddress", office.operator());
        assertEquals("aws:SourceIp", office.key());
        assertEquals(List.of("203.0.113.0/24"), office.wanted());
        assertEquals(List.of("192.0.2.7"), office.found());
        assertEquals("SetContext", told.suggestions().get(0).changes().getFirst().kind());
        SuggestedChange added = told.suggestions().get(1).changes().getFirst();
        assertEquals("AddStatement", added.kind());
        assertEquals(
                List.of(
                        "{\"Effect\":\"Allow\",\"Action\":\"iam:GetUser\","
                                + "\"Resource\":\"arn:aws:iam::111111111111:user/carol\"}"),
                added.statements());
    }

    private static @Nullable String clause(Map<String, JudgedStatement> statements, String name) {
        return Objects.requireNonNull(statements.get(name), name).failedClause();
    }

    @Test
    void aDenialIsJudgedByWhatWasAndSaysWhatIsNow() {
        EntityId alice = house.user(ONE, "alice");
        Caller caller = house.userCaller(ONE, alice);
        String id = denied(caller, "ListUsers", Map.of());
        ExplainedDenial before = explanation(root(ONE), null, id);
        assertFalse(before.differs());

        house.put(ONE, alice, "listing", allow("iam:ListUsers", "*"));

        ExplainedDenial after = explanation(root(ONE), null, id);
        assertEquals("implicitDeny", after.decision());
        assertEquals("allow", after.now());
        assertTrue(after.differs());
        assertEquals(before.statements(), after.statements());
        assertEquals(before.revisions(), after.revisions());
    }

    @Test
    void denialsAreThereAfterARestart() {
        Caller caller = house.userCaller(ONE, house.user(ONE, "alice"));
        String id = denied(caller, "ListUsers", Map.of());
        ExplainedDenial before = explanation(root(ONE), null, id);
        engine.close();

        engine = house.service(DenialFiles.open(folder, 1L << 30));

        assertEquals(before, explanation(root(ONE), null, id));
    }

    @Test
    void aDenialOfYesterdayAndOneOfAnotherAccountAreAlike() {
        Caller caller = house.userCaller(ONE, house.user(ONE, "alice"));
        String id = denied(caller, "ListUsers", Map.of());

        assertTooOld(explained(root(TWO), null, id));
        assertTooOld(explained(root(TWO), ONE, id));
        assertTooOld(explained(root(ONE), null, "never"));
        explanation(root(ONE), null, id);
        house.pass(Duration.ofHours(25));
        assertTooOld(explained(root(ONE), null, id));
    }

    @Test
    void ofAGuardRailAMemberIsToldTheKindAndTheManagementAccountTheStatement() {
        house.event(ONE, new OrganizationCreated("o-abcdefghij", "r-abcd", "ALL", house.now()));
        house.open(MEMBER, ONE);
        house.event(
                ONE,
                new AccountCreationStarted(
                        "car-1", MEMBER, "m", "m@b.c", "Role", List.of(), house.now()));
        house.event(ONE, new AccountCreationSucceeded("car-1", 1, house.now()));
        house.event(ONE, new PolicyTypeEnabled(OrganizationPolicyType.SERVICE_CONTROL_POLICY));
        house.event(
                ONE,
                new OrganizationPolicyCreated(
                        "p-deny",
                        OrganizationPolicyType.SERVICE_CONTROL_POLICY,
                        "p-deny",
                        "",
                        statement("Deny", "iam:ListUsers", "*")));
        house.event(ONE, new OrganizationPolicyAttached("p-deny", MEMBER.value()));
        Caller admin = house.userCaller(MEMBER, ALLOW_ALL);
        String id = denied(admin, "ListUsers", Map.of());

        ExplainedDenial member = explanation(root(MEMBER), null, id);
        ExplainedDenial management = explanation(root(ONE), MEMBER, id);

        assertEquals("explicitDeny", member.decision());
        assertEquals("service control policy", member.layer());
        assertFalse(member.toString().contains("p-deny"), member::toString);
        assertEquals(
                "AskManagementAccount",
                member.suggestions().getFirst().changes().getFirst().kind());
        assertTrue(
                management.statements().stream()
                        .anyMatch(one -> one.policy().equals("scp/p-deny") && one.applied()));
        assertTrue(
                management.statements().stream()
                        .allMatch(one -> one.layer().equals("service control policy")),
                management::toString);
        assertFalse(management.toString().contains("identity/"), management::toString);
    }

    @Test
    void nothingThatIsDoneInTheOtherAccountChangesAByte() {
        Caller caller = house.userCaller(ONE, allow("sts:AssumeRole", "*"));
        String arn = "arn:aws:iam::" + TWO + ":role/theirs";
        String without = assumption(caller, arn);
        EntityId role = house.role(TWO, "theirs", trust("{\"AWS\":\"" + TWO + "\"}"), Map.of());
        String untrusting = assumption(caller, arn);
        house.put(TWO, role, "more", ALLOW_ALL);
        house.role(TWO, "other", trust("{\"AWS\":\"*\"}"), Map.of());
        String again = assumption(caller, arn);

        assertTrue(without.contains("allowedByThisSide"), without);
        assertEquals(without, untrusting);
        assertEquals(without, again);
    }

    /** What is told of it, but for the request. */
    private String assumption(Caller caller, String arn) {
        String id = "request-" + ++requests;
        Answer answer =
                engine.securityToken(caller, TestHouse.assume(arn), facts(id))
                        .toCompletableFuture()
                        .join();
        assertInstanceOf(Answer.Refused.class, answer);
        return explanation(caller, null, id).toString();
    }

    @Test
    void aDeniedQuestionOfAServiceIsExplainedAndItsMessageDecoded() {
        EntityId alice = house.user(ONE, "alice", statement("Deny", "sqs:*", "*"));
        Caller service = house.userCaller(ONE, ALLOW_ALL);
        String id = "request-" + ++requests;
        String queue = "arn:aws:iam::111111111111:user/none";

        Decisions.Answer.Decided decided = decided(service, alice, id, queue);

        assertFalse(decided.allowed());
        ExplainedDenial told = explanation(service, null, id);
        assertEquals("explicitDeny", told.decision());
        assertEquals("sqs:SendMessage", told.action());
        String message = Objects.requireNonNull(decided.encodedMessage());
        String decoded = decoded(service, message);
        assertTrue(
                decoded.startsWith(
                        "{\"allowed\":false,\"explicitDeny\":true,\"matchedStatements\":{\"items\":"
                                + "[{\"statementId\":\"\",\"effect\":\"DENY\""),
                decoded);
        assertTrue(
                decoded.contains("\"action\":\"sqs:SendMessage\",\"resource\":\"" + queue + "\""),
                decoded);
    }

    @Test
    void a045_aMessageOfAnotherAccountOrChangedByABitOrALineBreakIsNotValid() {
        EntityId alice = house.user(ONE, "alice");
        Caller service = house.userCaller(ONE, ALLOW_ALL);
        String message =
                Objects.requireNonNull(
                        decided(service, alice, "r", "arn:aws:iam::111111111111:user/none")
                                .encodedMessage());
        assertTrue(message.length() <= 10_240);
        decoded(service, message);

        assertInvalid(house.userCaller(TWO, ALLOW_ALL), message);
        assertInvalid(service, message + "\n");
        assertInvalid(service, message.substring(0, 40) + "\n" + message.substring(40));
        assertInvalid(service, message + " ");
        assertInvalid(service, "x");
        for (int i = 0; i < message.length(); i += 7) {
            char flipped = message.charAt(i) == 'A' ? 'B' : 'A';
            assertInvalid(service, message.substring(0, i) + flipped + message.substring(i + 1));
        }
    }

    private void assertInvalid(Caller caller, String message) {
        Answer answer =
                engine.securityToken(caller, new DecodeAuthorizationMessage(message), facts("d"))
                        .toCompletableFuture()
                        .join();
        var refused = assertInstanceOf(Answer.Refused.class, answer);
        assertEquals("InvalidAuthorizationMessageException", refused.error().code());
    }

    private String decoded(Caller caller, String message) {
        Answer answer =
                engine.securityToken(caller, new DecodeAuthorizationMessage(message), facts("d"))
                        .toCompletableFuture()
                        .join();
        var given = assertInstanceOf(Answer.Given.class, answer, answer::toString);
        return Objects.requireNonNull(
                ((DecodeAuthorizationMessageResult) given.result()).decodedMessage());
    }

    private Decisions.Answer.Decided decided(
            Caller service, EntityId about, String id, String resource) {
        var question =
                new DecisionCall.Question(
                        new Subject.Principal(about.uniqueId()),
                        "sqs:SendMessage",
                        resource,
                        Map.of());
        var given =
                assertInstanceOf(
                        Decisions.Given.class,
                        engine.decide(new DecisionCall(service, facts(id), true, List.of(question)))
                                .toCompletableFuture()
                                .join());
        return assertInstanceOf(Decisions.Answer.Decided.class, given.answers().getFirst());
    }
}
