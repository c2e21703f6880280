package io.ostiary.engine.decide;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.ostiary.contract.id.Names;
import io.ostiary.engine.decide.StatableKeys.Needs;
import io.ostiary.policy.request.ActionName;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every global condition key (IAM User Guide, "AWS global condition context keys"), and others. */
final class StatableKeysTest {

    private static final ActionName READ = ActionName.of("s3:GetObject");

    @ParameterizedTest
    @CsvSource({
        "aws:SourceIp, NOTHING",
        "aws:SecureTransport, NOTHING",
        "aws:UserAgent, NOTHING",
        "aws:referer, NOTHING",
        "aws:RequestedRegion, NOTHING",
        "aws:SourceVpc, NOTHING",
        "aws:SourceVpce, NOTHING",
        "aws:VpcSourceIp, NOTHING",
        "aws:RequestTag/team, NOTHING",
        "aws:TagKeys, NOTHING",
        "aws:ResourceTag/team, RESOURCE_TAGS",
        "aws:SourceArn, SOURCE",
        "aws:SourceAccount, SOURCE",
        "s3:prefix, NOTHING",
        "S3:ExistingObjectTag/a, NOTHING"
    })
    void theseMayBeStated(String key, Needs needs) {
        assertEquals(needs, StatableKeys.needs(Names.key(key), READ));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "aws:PrincipalArn",
                "aws:PrincipalAccount",
                "aws:PrincipalOrgPaths",
                "aws:PrincipalOrgID",
                "aws:PrincipalTag/team",
                "aws:PrincipalIsAWSService",
                "aws:PrincipalServiceName",
                "aws:PrincipalServiceNamesList",
                "aws:PrincipalType",
                "aws:userid",
                "aws:username",
                "aws:AssumedRoot",
                "aws:FederatedProvider",
                "aws:TokenIssueTime",
                "aws:MultiFactorAuthAge",
                "aws:MultiFactorAuthPresent",
                "aws:ChatbotSourceArn",
                "aws:Ec2InstanceSourceVpc",
                "aws:Ec2InstanceSourcePrivateIPv4",
                "aws:SourceIdentity",
                "ec2:RoleDelivery",
                "ec2:SourceInstanceArn",
                "glue:RoleAssumedBy",
                "glue:CredentialIssuingService",
                "codebuild:BuildArn",
                "codebuild:ProjectArn",
                "lambda:SourceFunctionArn",
                "ssm:SourceInstanceArn",
                "identitystore:UserId",
                "aws:VpceAccount",
                "aws:VpceOrgID",
                "aws:VpceOrgPaths",
                "aws:SourceVpcArn",
                "aws:ResourceAccount",
                "aws:ResourceOrgID",
                "aws:ResourceOrgPaths",
                "aws:CalledVia",
                "aws:CalledViaFirst",
                "aws:CalledViaLast",
                "aws:ViaAWSService",
                "aws:CurrentTime",
                "aws:EpochTime",
                "aws:IsMcpServiceAction",
                "aws:SourceOrgID",
                "aws:SourceOrgPaths",
                "sts:ExternalId",
                "sts:RoleSessionName",
                "iam:PolicyARN",
                "iam:ResourceTag/team",
                "organizations:PolicyType",
                "ostiary:Action",
                "ostiary:Host",
                "aws:RequestTag/",
                "aws:RequestTag",
                "aws:ResourceTag/",
                "aws:",
                "s3:",
                "s3",
                "s3x:prefix",
                ":",
                "/"
            })
    void theseMayNot(String key) {
        assertNull(StatableKeys.needs(Names.key(key), READ));
    }

    /** A service of the name that is asked about opens none of ours. */
    @ParameterizedTest
    @CsvSource({
        "aws:Anything, aws:PrincipalArn",
        "AWS:Anything, aws:MultiFactorAuthPresent",
        "iam:CreateUser, iam:PermissionsBoundary",
        "sts:AssumeRole, sts:ExternalId",
        "organizations:MoveAccount, organizations:PolicyType",
        "ostiary:Authorize, ostiary:Action"
    })
    void norTheKeysOfOurOwnServices(String action, String key) {
        assertNull(StatableKeys.needs(Names.key(key), ActionName.of(action)));
    }
}
