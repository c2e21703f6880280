package io.ostiary.policy.simulate;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.ostiary.policy.document.ContextKeys;
import io.ostiary.policy.document.PolicyKind;
import io.ostiary.policy.parse.PolicyParseResult;
import io.ostiary.policy.parse.PolicyParser;

import org.junit.jupiter.api.Test;

import java.util.List;

final class ContextKeysTest {

    /** AWS CLI, example of get-context-keys-for-custom-policy. */
    @Test
    void variablesOfResourcesComeBeforeTheKeysOfConditions() {
        assertEquals(
                List.of("aws:username", "aws:CurrentTime"),
                keys(
                        """
                        {"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"dynamodb:*",
                        "Resource":"arn:aws:dynamodb:us-west-2:123456789012:table/${aws:username}",
                        "Condition":{"DateGreaterThan":{"aws:CurrentTime":"2015-08-16T12:00:00Z"}}}}
                        """));
    }

    @Test
    void aKeyIsToldOnceAndAsItWasWrittenFirst() {
        assertEquals(
                List.of("aws:UserName", "s3:prefix", "aws:PrincipalTag/Team"),
                keys(
                        """
                        {"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"s3:*",
                        "Resource":["arn:aws:s3:::b/${ aws:UserName, 'x'}","arn:aws:s3:::b/${*}"],
                        "Condition":{"StringLike":{"s3:prefix":["${AWS:username}/*","${aws:PrincipalTag/Team}"]}}},
                        {"Effect":"Deny","Action":"s3:*","Resource":"*",
                        "Condition":{"Null":{"S3:Prefix":"true"}}}]}
                        """));
    }

    @Test
    void whatIsNoVariableIsNoKey() {
        assertEquals(
                List.of("aws:SourceIp"),
                keys(
                        """
                        {"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"s3:*",
                        "Resource":["arn:aws:s3:::b/${","arn:aws:s3:::b/${}"],
                        "Condition":{"IpAddress":{"aws:SourceIp":"10.0.0.0/8"}}}}
                        """));
    }

    private static List<String> keys(String text) {
        var keys = new ContextKeys();
        switch (PolicyParser.parse(text, PolicyKind.IDENTITY)) {
            case PolicyParseResult.ParsedPolicy(var document) -> keys.add(document);
            case PolicyParseResult.MalformedPolicy(String reason) ->
                    throw new AssertionError(reason);
        }
        return keys.names();
    }
}
