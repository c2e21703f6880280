package io.ostiary.writer.resource;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.ostiary.contract.error.AwsError;
import io.ostiary.contract.event.ResourceEvent.ResourcePolicy;
import io.ostiary.contract.id.AccountId;
import io.ostiary.contract.id.CanonicalUser;
import io.ostiary.state.view.AccountState;
import io.ostiary.writer.rule.Lookup;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.Map;

/** What S3 says of a bucket's policy, and when it calls one public. */
class BucketPoliciesTest {
    private static final AccountState ACCOUNT = AccountState.empty(new AccountId("111111111111"));
    private static final String ALICE = "arn:aws:iam::222222222222:user/alice";

    private static String read(String document) {
        return switch (BucketPolicies.read(ACCOUNT, "photos", document, Map.of(ALICE, "AIDA1"))) {
            case Lookup.Refused<ResourcePolicy>(AwsError error) ->
                    error.code() + ": " + error.message();
            case Lookup.Found<ResourcePolicy>(ResourcePolicy policy) ->
                    policy.isPublic() ? "public" : "private " + policy.principals();
        };
    }

    private static String statement(String principal, String action, String resource) {
        return "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Principal\":"
                + principal
                + ",\"Action\":"
                + action
                + ",\"Resource\":"
                + resource
                + "}]}";
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "\"s3:GetObject\"|\"arn:aws:s3:::photos/*\"",
                "\"s3:ListBucket\"|\"arn:aws:s3:::photos\"",
                "\"s3:*\"|\"arn:aws:s3:::photos\"",
                "\"*\"|\"arn:aws:s3:::photos\"",
                "[\"s3:ListBucket\",\"s3:GetObject\"]"
                        + "|[\"arn:aws:s3:::photos\",\"arn:aws:s3:::photos/a/*\"]",
                "[\"s3:ListBucket\",\"s3:GetObject\"]|\"arn:aws:s3:::photos*\"",
            })
    void whatFitsIsTakenWithItsPrincipalsBound(String action, String resource) {
        assertEquals(
                "private {" + ALICE + "=AIDA1}",
                read(statement("{\"AWS\":\"" + ALICE + "\"}", action, resource)));
    }

    @Test
    void aCanonicalUserIdIsBoundToItsAccountAndAnyOtherIsRefused() {
        String id = CanonicalUser.id(new AccountId("222222222222"));
        String action = "\"s3:*\"";
        String photos = "\"arn:aws:s3:::photos\"";
        assertEquals(
                "private {" + id + "=222222222222}",
                read(statement("{\"CanonicalUser\":\"" + id + "\"}", action, photos)));
        String drawn = "79a59df900b949e55d96a1e698fbacedfd6e09d98eacf8f8d5218e7cd47ef2be";
        assertEquals(
                "MalformedPolicy: Invalid principal in policy",
                read(statement("{\"CanonicalUser\":\"" + drawn + "\"}", action, photos)));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "\"s3:GetObject\"|\"arn:aws:s3:::photos\""
                        + "|Action does not apply to any resource(s) in statement",
                "[\"s3:ListBucket\",\"s3:GetObject\"]|\"arn:aws:s3:::photos\""
                        + "|Action does not apply to any resource(s) in statement",
                "\"s3:ListBucket\"|\"arn:aws:s3:::photos/*\""
                        + "|Action does not apply to any resource(s) in statement",
                "\"s3:ListAllMyBuckets\"|\"arn:aws:s3:::photos\""
                        + "|Action does not apply to any resource(s) in statement",
                "\"s3:GetObject\"|\"arn:aws:s3:::others/*\"|Policy has invalid resource",
                "\"s3:GetObject\"|\"arn:aws:s3:::photosx/*\"|Policy has invalid resource",
                "\"s3:GetObject\"|\"*\"|Policy has invalid resource",
                "\"s3:GetObject\"|\"arn:aws:s3:::*\"|Policy has invalid resource",
                "\"s3:GetObject\"|\"photos/*\"|Policy has invalid resource",
                "\"s3:NoSuchThing\"|\"arn:aws:s3:::photos\"|Policy has invalid action",
                "\"iam:GetUser\"|\"arn:aws:s3:::photos\"|Policy has invalid action",
                "\"GetObject\"|\"arn:aws:s3:::photos/*\"|Policy has invalid action",
            })
    void itsNearestTwinIsRefusedInS3sWords(String action, String resource, String message) {
        assertEquals(
                "MalformedPolicy: " + message,
                read(statement("{\"AWS\":\"" + ALICE + "\"}", action, resource)));
    }

    @Test
    void A082_aPrincipalIsWholeOrRefused() {
        for (String principal :
                new String[] {
                    "{\"AWS\":\"arn:aws:iam::*:root\"}",
                    "{\"AWS\":\"arn:aws:iam::222222222222:user/*\"}",
                    "{\"AWS\":\"arn:aws:iam::111111111111:user/nobody\"}",
                    "{\"AWS\":\"alice\"}",
                }) {
            assertEquals(
                    "MalformedPolicy: Invalid principal in policy",
                    read(statement(principal, "\"s3:GetObject\"", "\"arn:aws:s3:::photos/*\"")),
                    principal);
        }
    }

    @Test
    void whatIsNoPolicyIsSaidSo() {
        assertEquals(
                "MalformedPolicy: Policies must be valid JSON and the first byte must be '{'",
                read("not json"));
        assertEquals(
                "MalformedPolicy: Missing required field Principal",
                read(
                        "{\"Version\":\"2012-10-17\",\"Statement\":{\"Effect\":\"Allow\","
                                + "\"Action\":\"s3:GetObject\","
                                + "\"Resource\":\"arn:aws:s3:::photos/*\"}}"));
        assertEquals(
                "PolicyTooLarge: Policy exceeds the maximum allowed document size.",
                read(" ".repeat(BucketPolicies.MAX_BYTES) + "{}"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "|public",
                "\"StringEquals\":{\"aws:SourceVpc\":\"vpc-91237329\"}|private",
                "\"StringLike\":{\"aws:SourceVpc\":\"vpc-*\"}|public",
                "\"StringEquals\":{\"aws:PrincipalOrgID\":\"o-1\"}|private",
                "\"StringEqualsIfExists\":{\"aws:PrincipalOrgID\":\"o-1\"}|public",
                "\"StringNotEquals\":{\"aws:PrincipalOrgID\":\"o-1\"}|public",
                "\"ForAllValues:StringEquals\":{\"aws:PrincipalOrgID\":\"o-1\"}|public",
                "\"StringEquals\":{\"aws:PrincipalOrgID\":\"${aws:PrincipalOrgID}\"}|public",
                "\"IpAddress\":{\"aws:SourceIp\":\"203.0.113.0/24\"}|private",
                "\"IpAddress\":{\"aws:SourceIp\":[\"203.0.113.0/24\",\"0.0.0.0/1\"]}|public",
                "\"IpAddress\":{\"aws:SourceIp\":\"2001:db8::/16\"}|public",
                "\"Bool\":{\"aws:SecureTransport\":\"true\"}|public",
                "\"ArnLike\":{\"s3:DataAccessPointArn\":"
                        + "\"arn:aws:s3:us-west-2:123456789012:accesspoint/*\"}|private",
                "\"ArnLike\":{\"s3:DataAccessPointArn\":"
                        + "\"arn:aws:s3:us-west-2:*:accesspoint/*\"}|public",
                "\"StringEquals\":{\"aws:UserAgent\":\"x\"}|public",
            })
    void everyoneIsLetInUnlessAConditionFixesWho(String condition, String expected) {
        String document =
                "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\","
                        + "\"Principal\":\"*\",\"Action\":\"s3:GetObject\","
                        + "\"Resource\":\"arn:aws:s3:::photos/*\","
                        + "\"Condition\":{"
                        + (condition == null ? "" : condition)
                        + "}}]}";
        assertEquals(expected, read(document).replace(" {}", ""));
    }
}
