package io.ostiary.gateway.protocol;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.ostiary.gateway.model.OperationModel;
import io.ostiary.gateway.model.ServiceCatalog;
import io.ostiary.gateway.model.Shape;
import io.ostiary.gateway.model.Shape.StringShape;
import io.ostiary.gateway.protocol.Value.OpaqueValue;
import io.ostiary.gateway.protocol.Value.StringValue;
import io.ostiary.gateway.protocol.Value.StructureValue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** AWS's texts, as its services were seen to write them. */
class InputValidatorTest {

    private static final String IAM = "&Version=2010-05-08";
    private static final String STS = "&Version=2011-06-15";

    private final ServiceCatalog catalog = ServiceCatalog.load();
    private final QueryRequestReader reader = new QueryRequestReader(catalog);
    private final InputValidator validator = new InputValidator();

    private String message(String body) {
        QueryParameters parameters = reader.parameters(null, body.getBytes(UTF_8));
        OperationModel operation = reader.operation(parameters);
        WireError error = validator.violations(operation, reader.read(operation, parameters));
        if (error == null) {
            return "";
        }
        assertEquals("ValidationError", error.code());
        assertEquals(400, error.httpStatus());
        return error.message();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Action=CreateUser&UserName=|1 validation error detected: Value at 'userName'"
                    + " failed to satisfy constraint: Member must have length greater than or equal"
                    + " to 1",
                "Action=CreateUser|1 validation error detected: Value at 'userName' failed to"
                        + " satisfy constraint: Member must not be null",
                "Action=ListUsers&MaxItems=1001|1 validation error detected: Value at 'maxItems'"
                    + " failed to satisfy constraint: Member must have value less than or equal to"
                    + " 1000",
                "Action=ListUsers&MaxItems=0|1 validation error detected: Value at 'maxItems'"
                    + " failed to satisfy constraint: Member must have value greater than or equal"
                    + " to 1",
                "Action=UpdateAccessKey&AccessKeyId=AKIAIOSFODNN7EXAMPLE&Status=On|1 validation"
                        + " error detected: Value at 'status' failed to satisfy constraint: Member"
                        + " must satisfy enum value set: [Active, Inactive, Expired]",
                "Action=TagUser&UserName=a&Tags.member.1.Key=k&Tags.member.1.Value=%7Bx%7D|1"
                        + " validation error detected: Value at 'tags.1.member.value' failed to"
                        + " satisfy constraint: Member must satisfy regular expression pattern:"
                        + " [\\p{L}\\p{Z}\\p{N}_.:/=+\\-@]*",
                "Action=TagUser&UserName=a&Tags.member.1.Key=k|1 validation error detected: Value"
                        + " at 'tags.1.member.value' failed to satisfy constraint: Member must not"
                        + " be null",
                "Action=UntagUser&UserName=a&TagKeys.member.1=|1 validation error detected: Value"
                    + " at 'tagKeys' failed to satisfy constraint: Member must satisfy constraint:"
                    + " [Member must have length less than or equal to 128, Member must have length"
                    + " greater than or equal to 1, Member must satisfy regular expression pattern:"
                    + " [\\p{L}\\p{Z}\\p{N}_.:/=+\\-@]+, Member must not be null]",
                "Action=DetachUserPolicy&UserName=&PolicyArn=x|2 validation errors detected: Value"
                        + " at 'policyArn' failed to satisfy constraint: Member must have length"
                        + " greater than or equal to 20; Value at 'userName' failed to satisfy"
                        + " constraint: Member must have length greater than or equal to 1",
                "Action=CreateLoginProfile&UserName=a&Password=%E2%82%AC|1 validation error"
                        + " detected: Value at 'password' failed to satisfy constraint: Member must"
                        + " satisfy regular expression pattern:"
                        + " [\\u0009\\u000A\\u000D\\u0020-\\u00FF]+",
                // IAM's own text about names: aws-cloudformation/cfn-lint#996,
                // qontract-reconcile#2640
                "Action=CreateUser&UserName=x+y|The specified value for userName is invalid. It"
                    + " must contain only alphanumeric characters and/or the following: +=,.@_-",
                // Of paths: aws-cloudformation/cfn-lint#722; of prefixes: aws/aws-cli#5860
                "Action=CreateRole&RoleName=a&AssumeRolePolicyDocument=x&Path=nope|The specified"
                    + " value for path is invalid. It must begin and end with / and contain only"
                    + " alphanumeric characters and/or / characters.",
                "Action=UpdateUser&UserName=a&NewPath=/a|The specified value for newPath is"
                        + " invalid. It must begin and end with / and contain only alphanumeric"
                        + " characters and/or / characters.",
                "Action=ListPolicies&PathPrefix=/foo|The specified value for pathPrefix is invalid."
                    + " It must begin with the / character and contain only alphanumeric characters"
                    + " and/or / characters.",
                "Action=ListUsers&PathPrefix=foo|The specified value for pathPrefix is invalid. It"
                    + " must begin with the / character and contain only alphanumeric characters"
                    + " and/or / characters.",
            })
    void iamTexts(String body, String text) {
        assertEquals(text, message(body + IAM));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "RoleSessionName=x+y|1 validation error detected: Value 'x y' at 'roleSessionName'"
                        + " failed to satisfy constraint: Member must satisfy regular expression"
                        + " pattern: [\\w+=,.@-]*",
                "RoleSessionName=xy&DurationSeconds=899|1 validation error detected: Value '899' at"
                        + " 'durationSeconds' failed to satisfy constraint: Member must have value"
                        + " greater than or equal to 900",
                "RoleSessionName=xy&DurationSeconds=2147483648|1 validation error detected: Value"
                    + " '2147483648' at 'durationSeconds' failed to satisfy constraint: Member must"
                    + " have value less than or equal to 43200",
            })
    void a037_stsTexts(String parameters, String text) {
        assertEquals(
                text,
                message(
                        "Action=AssumeRole&RoleArn=arn:aws:iam::123456789012:role/a&"
                                + parameters
                                + STS));
    }

    @Test
    void lengthsAreCountedInCharactersNotInUnits() {
        String smile = "%F0%9F%98%80";
        assertEquals(
                "", message("Action=CreateRole&RoleName=a&AssumeRolePolicyDocument=%7B%7D" + IAM));
        assertTrue(
                message(
                                "Action=TagUser&UserName=a&Tags.member.1.Key=k&Tags.member.1.Value="
                                        + smile.repeat(256)
                                        + IAM)
                        .contains("regular expression"));
        assertTrue(
                message(
                                "Action=TagUser&UserName=a&Tags.member.1.Key=k&Tags.member.1.Value="
                                        + smile.repeat(257)
                                        + IAM)
                        .contains("less than or equal to 256"));
    }

    @Test
    void aSensitiveValueIsNeverRepeated() {
        String text =
                message(
                        "Action=CreateLoginProfile&UserName=a&Password="
                                + "s3cr3t".repeat(30)
                                + IAM);
        assertEquals(
                "1 validation error detected: Value at 'password' failed to satisfy constraint:"
                        + " Member must have length less than or equal to 128",
                text);
    }

    @Test
    void aLongValueIsCutAndManyViolationsAreBounded() {
        assertTrue(
                message("Action=AssumeRole&RoleSessionName=a&RoleArn=" + "a".repeat(100_000) + STS)
                                .length()
                        < 2_000);

        StringBuilder tags = new StringBuilder("Action=TagUser&UserName=a");
        for (int i = 1; i <= 50; i++) {
            tags.append("&Tags.member.").append(i).append(".Key=");
        }
        String text = message(tags + IAM);
        assertTrue(text.startsWith("100 validation errors detected: "), text);
        assertTrue(text.length() < 5_000);
        tags.append("&Tags.member.51.Key=a");
        assertEquals(
                "1 validation error detected: Value at 'tags' failed to satisfy constraint: Member"
                        + " must have length less than or equal to 50",
                message(tags + IAM));
    }

    /** The time is for who never comes back, and no measure. */
    @Test
    @Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void aWholePathIsMatchedHoweverLong() {
        String path = "/a".repeat(60_000);
        assertTrue(
                message("Action=ListPolicies&PathPrefix=" + path + IAM)
                        .contains("less than or equal to 512"));
        assertEquals("", message("Action=ListPolicies&PathPrefix=/a/b/" + IAM));
    }

    @Test
    void honestCallsPass() {
        assertEquals("", message("Action=CreateUser&UserName=alice&Path=/eng/" + IAM));
        assertEquals("", message("Action=GetUser" + IAM));
        assertEquals("", message("Action=GetCallerIdentity" + STS));
        assertEquals(
                "",
                message(
                        "Action=TagUser&UserName=a&Tags.member.1.Key=k&Tags.member.1.Value="
                                + IAM));
    }

    @Test
    void aMemberThePipelineReplacedCountsAsValid() {
        OperationModel operation = catalog.find("CreateLoginProfile", "2010-05-08").orElseThrow();
        StructureValue value = StructureValue.EMPTY.with("Password", new OpaqueValue(new Object()));
        WireError error = validator.violations(operation, value);
        assertNull(error, "UserName left out means the caller");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "CreateAccount|{}|INPUT_REQUIRED",
                "ListRoots|{\"MaxResults\":0}|MIN_VALUE_EXCEEDED",
                "ListRoots|{\"MaxResults\":21}|MAX_VALUE_EXCEEDED",
                "DescribeAccount|{\"AccountId\":\"x\"}|INVALID_PATTERN",
                "CreateOrganization|{\"FeatureSet\":\"SOME\"}|INVALID_ENUM",
                "UpdateOrganizationalUnit|{\"OrganizationalUnitId\":\"ou-ab12-11111111\",\"Name\":\"\"}"
                    + "|MIN_LENGTH_EXCEEDED",
                "TagResource|{\"ResourceId\":\"r-ab12\",\"Tags\":[{\"Key\":\"\",\"Value\":\"~\"}]}"
                        + "|MIN_LENGTH_EXCEEDED",
                "UntagResource|{\"ResourceId\":\"r-ab12\",\"TagKeys\":[\"a\",\"~\"]}"
                        + "|INVALID_LIST_MEMBER",
            })
    void organizationsTellsTheFirstViolationByItsReason(
            String name, String body, ConstraintKind kind) {
        OperationModel operation = organizations(name);
        WireError error =
                validator.violations(
                        operation,
                        new JsonRequestReader(catalog).read(operation, body.getBytes(UTF_8)));
        assertEquals(kind.error(), error);
    }

    @Test
    void itsTextNamesNeitherMemberNorValue() {
        String name = "n".repeat(129);
        OperationModel operation = organizations("CreateOrganizationalUnit");
        WireError error =
                validator.violations(
                        operation,
                        StructureValue.EMPTY
                                .with("Name", new StringValue(name))
                                .with("ParentId", new StringValue("r-ab12")));
        assertEquals(
                new WireError(
                                "InvalidInputException",
                                400,
                                "You provided a string parameter that is longer than allowed.")
                        .withDetail("Reason", "MAX_LENGTH_EXCEEDED"),
                error);
        assertEquals(
                "You provided a value that does not match the required pattern.",
                ConstraintKind.INVALID_PATTERN.error().message());
    }

    /** So that SDKs know what to make of it. */
    @Test
    void theModelKnowsEveryReason() {
        Shape reason =
                organizations("CreateAccount").errors().stream()
                        .filter(each -> each.code().equals("InvalidInputException"))
                        .findFirst()
                        .flatMap(each -> each.shape().member("Reason"))
                        .orElseThrow()
                        .shape();
        for (ConstraintKind kind : ConstraintKind.values()) {
            assertTrue(((StringShape) reason).enumValues().contains(kind.name()), kind.name());
        }
    }

    @Test
    void ourOwnServiceAnswersValidationExceptionInFull() {
        OperationModel operation = catalog.findTarget("OstiaryV20261101.PutQuota").orElseThrow();
        WireError error = validator.violations(operation, StructureValue.EMPTY);
        assertNotNull(error);
        assertEquals("ValidationException", error.code());
        assertEquals(
                "3 validation errors detected: Value null at 'accountId' failed to satisfy"
                        + " constraint: Member must not be null; Value null at 'name' failed to"
                        + " satisfy constraint: Member must not be null; Value null at 'value'"
                        + " failed to satisfy constraint: Member must not be null",
                error.message());
    }

    private OperationModel organizations(String name) {
        return catalog.findTarget("AWSOrganizationsV20161128." + name).orElseThrow();
    }
}
