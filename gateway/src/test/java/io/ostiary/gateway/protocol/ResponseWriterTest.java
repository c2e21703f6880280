package io.ostiary.gateway.protocol;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import io.ostiary.contract.error.CommonError;
import io.ostiary.contract.result.EngineResult.GetContextKeysForCustomPolicyResult;
import io.ostiary.contract.result.ServiceSpecificCredentialResult.ListServiceSpecificCredentialsResult;
import io.ostiary.gateway.model.Member;
import io.ostiary.gateway.model.OperationModel;
import io.ostiary.gateway.model.Protocol;
import io.ostiary.gateway.model.ServiceCatalog;
import io.ostiary.gateway.model.ServiceModel;
import io.ostiary.gateway.model.Shape;
import io.ostiary.gateway.model.Shape.ListShape;
import io.ostiary.gateway.model.Shape.MapShape;
import io.ostiary.gateway.model.Shape.StructureShape;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

class ResponseWriterTest {

    record Tag(String key, String value) {}

    record User(
            String path,
            String userName,
            String userId,
            String arn,
            Instant createDate,
            Instant passwordLastUsed,
            List<Tag> tags) {}

    record GetUserResult(User user) {}

    record ListUsersResult(List<User> users, Boolean isTruncated, String marker) {}

    record ListAttachedUserPoliciesResult(List<String> attachedPolicies, Boolean isTruncated) {}

    record GetUserPolicyResult(String userName, String policyName, String policyDocument) {}

    record Policy(String policyName, List<Tag> tags) {}

    record GetPolicyResult(Policy policy) {}

    record ListPoliciesResult(List<Policy> policies, Boolean isTruncated) {}

    record Sealed(String inside) {}

    record AccessKey(String accessKeyId, Sealed secretAccessKey) {}

    record CreateAccessKeyResult(AccessKey accessKey) {}

    record Account(String id, String name, Instant joinedTimestamp) {}

    record ListAccountsResult(List<Account> accounts) {}

    private static final ServiceCatalog CATALOG = ServiceCatalog.load();
    private static final Instant TIME = Instant.parse("2015-08-30T12:36:00.999Z");

    private final QueryXmlWriter xml = new QueryXmlWriter();
    private final QueryJsonWriter json = new QueryJsonWriter();
    private final AwsJsonWriter awsJson = new AwsJsonWriter();
    private final ObjectMapper mapper = new ObjectMapper();

    private static OperationModel iam(String name) {
        return CATALOG.find(name, "2010-05-08").orElseThrow();
    }

    private static User user(String name) {
        return new User("/", name, "AIDA", "arn", TIME, null, List.of());
    }

    private String xml(String operation, Object result) {
        return xml.success(iam(operation), "id-1", result).toString(UTF_8);
    }

    @Test
    void aUserIsWrittenAsAwsWritesIt() {
        String expected =
                "<GetUserResponse"
                        + " xmlns=\"https://iam.amazonaws.com/doc/2010-05-08/\"><GetUserResult>"
                        + "<User><Arn>arn</Arn><CreateDate>2015-08-30T12:36:00Z</CreateDate>"
                        + "<Path>/</Path><UserId>AIDA</UserId><UserName>alice</UserName></User>"
                        + "</GetUserResult><ResponseMetadata><RequestId>id-1</RequestId>"
                        + "</ResponseMetadata></GetUserResponse>";
        assertEquals(expected, xml("GetUser", new GetUserResult(user("alice"))));
        assertEquals(expected, xml("GetUser", new GetUserResult(user("alice"))));
    }

    @Test
    void eachDateOfAListIsItsOwnThoughSomeAreOfTheSameSecond() {
        var users =
                Stream.of(0, 0, 59, 60, 0, 86_400)
                        .map(
                                later ->
                                        new User(
                                                "/",
                                                "x".repeat(600),
                                                "AIDA",
                                                "arn",
                                                TIME.plusSeconds(later),
                                                null,
                                                List.of()))
                        .toList();
        String answer = xml("ListUsers", new ListUsersResult(users, false, null));
        assertEquals(
                List.of(
                        "2015-08-30T12:36:00Z",
                        "2015-08-30T12:36:00Z",
                        "2015-08-30T12:36:59Z",
                        "2015-08-30T12:37:00Z",
                        "2015-08-30T12:36:00Z",
                        "2015-08-31T12:36:00Z"),
                Pattern.compile("<CreateDate>(.*?)</CreateDate>")
                        .matcher(answer)
                        .results()
                        .map(match -> match.group(1))
                        .toList());
    }

    @Test
    void anOperationWithoutOutputHasOnlyItsMetadata() {
        assertEquals(
                "<DeleteUserResponse xmlns=\"https://iam.amazonaws.com/doc/2010-05-08/\">"
                        + "<ResponseMetadata><RequestId>id-1</RequestId></ResponseMetadata>"
                        + "</DeleteUserResponse>",
                xml("DeleteUser", null));
        assertEquals(
                "{\"DeleteUserResponse\":{\"ResponseMetadata\":{\"RequestId\":\"id-1\"}}}",
                json.success(iam("DeleteUser"), "id-1", null).toString(UTF_8));
    }

    @Test
    void anEmptyListIsWrittenWhenTheModelRequiresItOrTheOperationPagesIt() {
        assertTrue(
                xml("ListUsers", new ListUsersResult(List.of(), false, null))
                        .contains(
                                "<ListUsersResult><IsTruncated>false</IsTruncated><Users></Users>"
                                        + "</ListUsersResult>"));
        assertTrue(
                xml(
                                "ListAttachedUserPolicies",
                                new ListAttachedUserPoliciesResult(List.of(), false))
                        .contains("<AttachedPolicies></AttachedPolicies>"));
        assertFalse(xml("GetUser", new GetUserResult(user("a"))).contains("Tags"));
    }

    /** As AWS was recorded: test_iam_policies.snapshot.json of LocalStack. */
    @Test
    void onlyGetTellsThatAPolicyHasNoTags() {
        Policy policy = new Policy("p", List.of());
        assertTrue(
                xml("GetPolicy", new GetPolicyResult(policy))
                        .contains("<PolicyName>p</PolicyName><Tags></Tags></Policy>"));
        assertTrue(
                json.success(iam("GetPolicy"), "id-1", new GetPolicyResult(policy))
                        .toString(UTF_8)
                        .contains("\"Tags\":[]"));
        assertFalse(xml("CreatePolicy", new GetPolicyResult(policy)).contains("Tags"));
        assertFalse(
                xml("ListPolicies", new ListPoliciesResult(List.of(policy), false))
                        .contains("Tags"));
    }

    @Test
    void policyDocumentsArePercentEncodedOnce() {
        String document = "{\"a\": \"%2F+\u00e9~-._*'()\"}";
        GetUserPolicyResult result = new GetUserPolicyResult("a", "p", document);
        String encoded = "%7B%22a%22%3A%20%22%252F%2B%C3%A9~-._%2A%27%28%29%22%7D";
        assertTrue(
                xml("GetUserPolicy", result)
                        .contains("<PolicyDocument>" + encoded + "</PolicyDocument>"));
        assertTrue(
                json.success(iam("GetUserPolicy"), "id-1", result)
                        .toString(UTF_8)
                        .contains("\"PolicyDocument\":\"" + encoded + "\""));
    }

    @Test
    void theListOfEncodedDocumentsIsTheModelsOutputs() {
        Set<String> found = new HashSet<>();
        Set<Shape> seen = new HashSet<>();
        CATALOG.service("iam").orElseThrow().operations().values().stream()
                .filter(operation -> operation.output() != null)
                .forEach(operation -> documents(operation.output(), seen, found));
        assertEquals(EncodedDocuments.members(), found);
    }

    @Test
    void theListsThatAreWrittenEmptyAreListsOfTheModel() {
        Set<String> found = new HashSet<>();
        Set<String> written = new HashSet<>();
        for (String name :
                List.of(
                        "GetAccountAuthorizationDetails",
                        "GetPolicy",
                        "GetInstanceProfile",
                        "GetServerCertificate",
                        "SimulateCustomPolicy")) {
            lists(iam(name).output(), found);
            written.addAll(EmptyLists.writtenBy(iam(name)));
        }
        assertTrue(found.containsAll(written), written.toString());
    }

    /** Programs index them: {@code list_service_specific_credentials()["Service…"]}. */
    @Test
    void theListThatIsAllOfAnAnswerIsWrittenThoughItIsEmpty() {
        String nothing =
                xml(
                        "ListServiceSpecificCredentials",
                        new ListServiceSpecificCredentialsResult(false, null, List.of()));
        assertTrue(nothing.contains("<ServiceSpecificCredentials"), nothing);
        String keys =
                xml(
                        "GetContextKeysForCustomPolicy",
                        new GetContextKeysForCustomPolicyResult(List.of()));
        assertTrue(keys.contains("<ContextKeyNames"), keys);
    }

    private static void lists(Shape shape, Set<String> found) {
        if (shape instanceof ListShape list) {
            lists(list.element().shape(), found);
        } else if (shape instanceof StructureShape structure) {
            for (Member member : structure.members()) {
                if (member.shape() instanceof ListShape || member.shape() instanceof MapShape) {
                    found.add(structure.name() + "." + member.name());
                }
                lists(member.shape(), found);
            }
        }
    }

    private static void documents(Shape shape, Set<Shape> seen, Set<String> found) {
        if (shape instanceof ListShape list) {
            documents(list.element().shape(), seen, found);
        } else if (shape instanceof StructureShape structure && seen.add(structure)) {
            for (Member member : structure.members()) {
                if (member.shape().name().equals("policyDocumentType")) {
                    found.add(structure.name() + "." + member.name());
                }
                documents(member.shape(), seen, found);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "x</SubjectFromWebIdentityToken><Arn>arn:aws:iam::1:root</Arn><!--",
                "<>&\"'",
                "]]>",
                "\",\"Arn\":\"arn:aws:iam::1:root",
                "\\",
                "{}[]",
                "a\tb\nc\r\nd\re",
                "\u0085\u2028\u00e9\u20ac\uD83D\uDE00\uFFFD",
                "&lt;&#x41;",
                "%3C",
                "",
                " a ",
            })
    void a020_a021_everyValueIsReadBackAsItWas(String value) throws Exception {
        GetUserResult result = new GetUserResult(user(value));
        XmlTree tree = XmlTree.parse(xml("GetUser", result));
        assertEquals(value, tree.child("GetUserResult").child("User").child("UserName").text());
        assertEquals(5, tree.child("GetUserResult").child("User").children().size());

        JsonNode node =
                mapper.readTree(json.success(iam("GetUser"), "id-1", result).toString(UTF_8));
        JsonNode written = node.get("GetUserResponse").get("GetUserResult").get("User");
        assertEquals(value, written.get("UserName").asText());
        assertEquals(5, written.size());
        assertEquals(1_440_938_160, written.get("CreateDate").asLong());
        assertEquals(
                "id-1",
                node.get("GetUserResponse").get("ResponseMetadata").get("RequestId").asText());

        WireError error = new WireError("Code", 400, value);
        assertEquals(
                value,
                XmlTree.parse(xml.error(error, "id-1", null).toString(UTF_8))
                        .child("Error")
                        .child("Message")
                        .text());
        assertEquals(
                value,
                mapper.readTree(json.error(error, "id-1", null).toString(UTF_8))
                        .get("Error")
                        .get("Message")
                        .asText());
        assertEquals(
                value,
                mapper.readTree(awsJson.error(error, "id-1", null).toString(UTF_8))
                        .get("Message")
                        .asText());
    }

    @ParameterizedTest
    @ValueSource(strings = {"\u0000", "\u0008", "\uD800", "\uDC00x", "\uFFFE", "\uFFFF"})
    void a021_whatXmlCannotHoldNeverLeaves(String value) {
        XmlTree tree = XmlTree.parse(xml("GetUser", new GetUserResult(user("a" + value))));
        String name = tree.child("GetUserResult").child("User").child("UserName").text();
        assertTrue(name.startsWith("a\uFFFD"), name);
    }

    @Test
    void aSecretIsWrittenByTheCallThatMaySeeItOnly() {
        CreateAccessKeyResult result =
                new CreateAccessKeyResult(new AccessKey("AKIA", new Sealed("s")));
        OperationModel operation = iam("CreateAccessKey");
        assertThrows(IllegalArgumentException.class, () -> xml.success(operation, "id-1", result));
        assertTrue(
                xml.success(operation, "id-1", result, secret -> ((Sealed) secret).inside())
                        .toString(UTF_8)
                        .contains("<SecretAccessKey>s</SecretAccessKey>"));
    }

    @Test
    void errorsHaveTheEnvelopeOfTheirProtocol() {
        ServiceModel iam = CATALOG.service("iam").orElseThrow();
        WireError denied = WireError.common(CommonError.Kind.ACCESS_DENIED, "no", Protocol.QUERY);
        assertEquals(
                "<ErrorResponse xmlns=\"https://iam.amazonaws.com/doc/2010-05-08/\"><Error>"
                    + "<Type>Sender</Type><Code>AccessDenied</Code><Message>no</Message></Error>"
                    + "<RequestId>id-1</RequestId></ErrorResponse>",
                xml.error(denied, "id-1", iam.info()).toString(UTF_8));
        assertEquals(403, denied.httpStatus());
        assertEquals(
                "{\"Error\":{\"Code\":\"AccessDenied\",\"Message\":\"no\",\"Type\":\"Sender\"},"
                        + "\"RequestId\":\"id-1\"}",
                json.error(denied, "id-1", iam.info()).toString(UTF_8));

        ServiceModel organizations = CATALOG.service("organizations").orElseThrow();
        WireError deniedThere = WireError.of(CommonError.accessDenied("no"), organizations);
        assertEquals(400, deniedThere.httpStatus());
        assertEquals(
                "{\"__type\":\"AccessDeniedException\",\"Message\":\"no\",\"Reason\":\"R\"}",
                awsJson.error(deniedThere.withDetail("Reason", "R"), "id-1", organizations.info())
                        .toString(UTF_8));
    }

    @ParameterizedTest
    @CsvSource({
        "ACCESS_DENIED, AccessDenied, 403, AccessDeniedException, 400",
        "SIGNATURE_DOES_NOT_MATCH, SignatureDoesNotMatch, 403, InvalidSignatureException, 400",
        "INVALID_CLIENT_TOKEN_ID, InvalidClientTokenId, 403, UnrecognizedClientException, 400",
        "EXPIRED_TOKEN, ExpiredToken, 403, ExpiredTokenException, 400",
        "SERVICE_UNAVAILABLE, ServiceUnavailable, 503, ServiceUnavailableException, 503",
        "NOT_IMPLEMENTED, NotImplemented, 501, NotImplementedException, 501",
        "INTERNAL_FAILURE, InternalFailure, 500, InternalFailure, 500",
    })
    void commonErrorsHaveTwoNames(
            CommonError.Kind kind, String query, int status, String jsonCode, int jsonStatus) {
        WireError inQuery = WireError.common(kind, "m", Protocol.QUERY);
        WireError inJson = WireError.common(kind, "m", Protocol.JSON_1_1);
        assertEquals(query, inQuery.code());
        assertEquals(status, inQuery.httpStatus());
        assertEquals(jsonCode, inJson.code());
        assertEquals(jsonStatus, inJson.httpStatus());
        assertEquals(
                status >= 500 ? WireError.Fault.RECEIVER : WireError.Fault.SENDER, inQuery.fault());
    }

    @Test
    void organizationsAnswersInPlainJson() {
        OperationModel operation =
                CATALOG.findTarget("AWSOrganizationsV20161128.ListAccounts").orElseThrow();
        assertEquals(
                "{\"Accounts\":[{\"Id\":\"1\",\"JoinedTimestamp\":1440938160,\"Name\":\"\\u003Cn\\u003E\"}]}",
                awsJson.success(
                                operation,
                                "id-1",
                                new ListAccountsResult(List.of(new Account("1", "<n>", TIME))))
                        .toString(UTF_8));
        assertEquals(
                "{\"Accounts\":[]}",
                awsJson.success(operation, "id-1", new ListAccountsResult(List.of()))
                        .toString(UTF_8));
        assertEquals(
                "{}",
                awsJson.success(
                                CATALOG.findTarget("AWSOrganizationsV20161128.DeleteOrganization")
                                        .orElseThrow(),
                                "id-1",
                                null)
                        .toString(UTF_8));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "application/json|application/json",
                "Application/JSON; q=0.9, */*|application/json",
                "text/html, application/json|application/json",
                "text/xml, application/json|text/xml",
                "*/*|text/xml",
                "application/jsonx|text/xml",
                "''|text/xml",
            })
    void jsonMustBeAskedForByName(String accept, String contentType) {
        ResponseWriters writers = new ResponseWriters();
        assertEquals(contentType, writers.choose(Protocol.QUERY, accept).contentType());
        assertEquals(
                "application/x-amz-json-1.1",
                writers.choose(Protocol.JSON_1_1, accept).contentType());
        assertSame(writers.choose(Protocol.QUERY, accept), writers.choose(Protocol.QUERY, accept));
    }

    @Test
    void aComponentWithoutMemberIsFound() {
        StructureShape shape =
                (StructureShape) iam("GetUser").output().member("User").orElseThrow().shape();
        assertEquals(List.of(), RecordReader.unmatched(shape, User.class));
        assertEquals(
                List.of("accessKeyId", "secretAccessKey"),
                RecordReader.unmatched(shape, AccessKey.class));
    }
}
