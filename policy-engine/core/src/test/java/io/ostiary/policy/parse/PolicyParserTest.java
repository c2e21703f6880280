package io.ostiary.policy.parse;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.ostiary.policy.document.Effect;
import io.ostiary.policy.document.PolicyDocument;
import io.ostiary.policy.document.PolicyKind;
import io.ostiary.policy.document.Quantifier;
import io.ostiary.policy.parse.PolicyParseResult.MalformedPolicy;
import io.ostiary.policy.parse.PolicyParseResult.ParsedPolicy;

import org.junit.jupiter.api.Test;

import java.util.List;

class PolicyParserTest {

    @Test
    void aDocumentKeepsWhatWasWritten() {
        PolicyDocument document =
                parsed(
                        """
                        {"Version": "2012-10-17", "Id": "x", "Statement": {"Sid": "", "Effect": "Deny",
                         "NotAction": "IAM:get*", "Resource": ["*"],
                         "Condition": {"ForAnyValue:StringLikeIfExists": {"AWS:TagKeys": [1, true, "a"]}}}}
                        """,
                        PolicyKind.IDENTITY);
        var statement = document.statements().getFirst();

        assertEquals("x", document.id());
        assertEquals("", statement.sid());
        assertEquals(Effect.DENY, statement.effect());
        assertNull(statement.principal());
        assertEquals(List.of("IAM:get*"), statement.action().patterns());
        var condition = statement.condition().conditions().getFirst();
        assertEquals(Quantifier.FOR_ANY_VALUE, condition.quantifier());
        assertEquals("AWS:TagKeys", condition.key());
        assertEquals(List.of("1", "true", "a"), condition.values());
    }

    @Test
    void aTrustPolicyTellsWhomItNames() {
        PolicyDocument document =
                parsed(
                        """
                        {"Version": "2012-10-17", "Statement": [
                         {"Effect": "Allow", "Action": "sts:AssumeRole", "Principal": {"Service": "ec2.amazonaws.com",
                          "AWS": ["arn:aws:iam::111122223333:user/a", "111122223333", "arn:aws:iam::111122223333:root"]}},
                         {"Effect": "Deny", "Action": "sts:AssumeRole", "Principal": {"AWS": "arn:aws:iam::111122223333:role/r"}},
                         {"Effect": "Deny", "Action": "sts:AssumeRole", "Principal": {"AWS": "arn:aws:iam::111122223333:user/a"}}]}
                        """,
                        PolicyKind.TRUST);

        assertEquals(
                List.of("arn:aws:iam::111122223333:user/a", "arn:aws:iam::111122223333:role/r"),
                document.awsPrincipals());
    }

    @Test
    void sizeIsCountedWithoutWhiteSpace() {
        String text = "{\"Version\" :\n\t\"2012-10-17\"}\r\n";

        assertEquals(24, PolicyParser.nonWhitespaceLength(text));
        assertEquals(2, PolicyParser.nonWhitespaceLength("a b"));
        assertEquals(6_144, PolicyParser.nonWhitespaceLength("x".repeat(6_144) + " ".repeat(900)));
    }

    @Test
    void a072_aTextBeyondTheModelsBoundIsNotRead() {
        assertEquals(
                new MalformedPolicy("Syntax errors in policy."),
                PolicyParser.parse(" ".repeat(131_073), PolicyKind.IDENTITY));
    }

    @Test
    void whatIsNoJsonIsToldAsAWSTellsIt() {
        assertEquals(
                new MalformedPolicy("Syntax errors in policy."),
                PolicyParser.parse("{", PolicyKind.IDENTITY));
        assertEquals(
                new MalformedPolicy("This policy contains invalid Json"),
                PolicyParser.parse("{", PolicyKind.TRUST));
    }

    private static PolicyDocument parsed(String text, PolicyKind kind) {
        PolicyParseResult result = PolicyParser.parse(text, kind);
        return assertInstanceOf(ParsedPolicy.class, result, result::toString).document();
    }
}
