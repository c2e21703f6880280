package io.ostiary.policy.compile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.ostiary.contract.id.AccountId;
import io.ostiary.policy.document.PolicyKind;
import io.ostiary.policy.parse.PolicyParseResult.ParsedPolicy;
import io.ostiary.policy.parse.PolicyParser;
import io.ostiary.policy.request.AuthorizationRequest;
import io.ostiary.policy.request.Principal;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** What is remembered of questions is told of no other question. */
class RecentQuestionsTest {

    private static final AccountId ACCOUNT = new AccountId("111122223333");
    private static final Principal ALICE =
            Principal.user(
                    ACCOUNT,
                    "AIDAALICE00000000001",
                    "arn:aws:iam::111122223333:user/alice",
                    "alice");

    /** One place: whatever is kept lies where everything is looked for. */
    private final RecentQuestions onePlace = new RecentQuestions(1, 1, () -> 0);

    private final StatementIndex readsOne =
            index("\"Action\":\"s3:GetObject\",\"Resource\":\"arn:aws:s3:::b/one\"");

    @Test
    void anotherResourceIsAnotherQuestion() {
        assertEquals(PolicyEffect.ALLOW, asked(readsOne, "s3:GetObject", "arn:aws:s3:::b/one"));
        assertEquals(PolicyEffect.NOTHING, asked(readsOne, "s3:GetObject", "arn:aws:s3:::b/two"));
        assertEquals(PolicyEffect.NOTHING, asked(readsOne, "s3:GetObject", "arn:aws:s3:::b/One"));
        assertEquals(PolicyEffect.ALLOW, asked(readsOne, "s3:GetObject", "arn:aws:s3:::b/one"));
    }

    @Test
    void anotherActionIsAnotherQuestionButNotAnotherCase() {
        assertEquals(PolicyEffect.ALLOW, asked(readsOne, "s3:GetObject", "arn:aws:s3:::b/one"));
        assertEquals(PolicyEffect.NOTHING, asked(readsOne, "s3:PutObject", "arn:aws:s3:::b/one"));
        assertEquals(PolicyEffect.ALLOW, asked(readsOne, "S3:getobject", "arn:aws:s3:::b/one"));
    }

    @Test
    void otherPoliciesAnswerForThemselves() {
        StatementIndex none = index("\"Action\":\"s3:ListBucket\",\"Resource\":\"*\"");

        assertEquals(PolicyEffect.ALLOW, asked(readsOne, "s3:GetObject", "arn:aws:s3:::b/one"));
        assertEquals(PolicyEffect.NOTHING, asked(none, "s3:GetObject", "arn:aws:s3:::b/one"));
    }

    @Test
    void theContextIsLookedAtEachTime() {
        StatementIndex index =
                index(
                        "\"Action\":\"s3:*\",\"Resource\":\"arn:aws:s3:::b/${aws:username}\","
                                + "\"Condition\":{\"Bool\":{\"aws:SecureTransport\":\"true\"}}");
        Map<String, List<String>> alice =
                Map.of("aws:username", List.of("alice"), "aws:securetransport", List.of("true"));
        Map<String, List<String>> bob =
                Map.of("aws:username", List.of("bob"), "aws:securetransport", List.of("true"));
        Map<String, List<String>> plain =
                Map.of("aws:username", List.of("alice"), "aws:securetransport", List.of("false"));

        for (int i = 0; i < 2; i++) {
            assertEquals(
                    PolicyEffect.ALLOW,
                    asked(index, "s3:GetObject", "arn:aws:s3:::b/alice", alice));
            assertEquals(
                    PolicyEffect.NOTHING,
                    asked(index, "s3:GetObject", "arn:aws:s3:::b/alice", bob));
            assertEquals(
                    PolicyEffect.NOTHING,
                    asked(index, "s3:GetObject", "arn:aws:s3:::b/alice", plain));
        }
    }

    @Test
    void aLongResourceIsAnsweredButNotKept() {
        String text = "arn:aws:s3:::b/" + "x".repeat(2_000);
        StatementIndex index = index("\"Action\":\"s3:*\",\"Resource\":\"*\"");

        assertEquals(PolicyEffect.ALLOW, asked(index, "s3:GetObject", text));
        assertNull(kept(text));
    }

    @Test
    void manyStatementsThatAreLeftToLookAtAreNotKept() {
        var statement =
                "\"Action\":\"s3:*\",\"Resource\":\"*\","
                        + "\"Condition\":{\"Bool\":{\"aws:SecureTransport\":\"true\"}}";
        String few = "arn:aws:s3:::b/few";
        String many = "arn:aws:s3:::b/many";

        asked(index(statement), "s3:GetObject", few);
        assertNotNull(kept(few));
        var statements = new String[9];
        Arrays.fill(statements, statement);
        asked(index(statements), "s3:GetObject", many);
        assertNull(kept(many));
    }

    private @Nullable SettledQuestion kept(String resource) {
        for (long index = 1; index < 8; index++) {
            SettledQuestion found =
                    onePlace.find(index, request("s3:GetObject", resource, Map.of()));
            if (found != null) {
                return found;
            }
        }
        return null;
    }

    private static PolicyEffect asked(StatementIndex index, String action, String resource) {
        return asked(index, action, resource, Map.of());
    }

    /** Twice before, so that it is kept. */
    private static PolicyEffect asked(
            StatementIndex index, String action, String resource, Map<String, List<String>> keys) {
        PolicyEffect first = index.effect(request(action, resource, keys), false);
        assertEquals(first, index.effect(request(action, resource, keys), false));
        return index.effect(request(action, resource, keys), false);
    }

    private static AuthorizationRequest request(
            String action, String resource, Map<String, List<String>> keys) {
        return AuthorizationRequest.of(action, resource, ACCOUNT, ALICE, keys::get);
    }

    private StatementIndex index(String... statements) {
        String text =
                "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\","
                        + String.join("},{\"Effect\":\"Allow\",", statements)
                        + "}]}";
        return switch (PolicyParser.parse(text, PolicyKind.IDENTITY)) {
            case ParsedPolicy(var document) ->
                    StatementIndex.joined(List.of(CompiledPolicy.of(document)))
                            .remembering(onePlace);
            case Object other -> throw new AssertionError(other.toString());
        };
    }
}
