package io.ostiary.gateway.protocol;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.ostiary.gateway.edge.EdgeRules;
import io.ostiary.gateway.model.OperationModel;
import io.ostiary.gateway.model.Protocol;
import io.ostiary.gateway.model.ServiceCatalog;
import io.ostiary.gateway.protocol.Value.StructureValue;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpMethod;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.Map;

/** REST: which operation a request names, what its body says, and what its digests are. */
class RestProtocolTest {
    private static final ServiceCatalog SERVICES = ServiceCatalog.load();
    private static final RestRouter ROUTER = new RestRouter(SERVICES);
    private static final RestRequestReader READER =
            new RestRequestReader(new JsonRequestReader(SERVICES));

    private static String route(String method, String path, String query) {
        try {
            return ROUTER.route(Protocol.REST_XML, method, path, query).operation().name();
        } catch (RefusedRequest e) {
            return e.error().code();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "GET,/,'',ListBuckets",
        "GET,/,max-buckets=2,ListBuckets",
        "PUT,/photos,'',CreateBucket",
        "PUT,/photos/,'',CreateBucket",
        "HEAD,/photos,'',HeadBucket",
        "DELETE,/photos,'',DeleteBucket",
        "GET,/photos,policy,GetBucketPolicy",
        "GET,/photos,policy=,GetBucketPolicy",
        "PUT,/photos,policy&x-id=PutBucketPolicy,PutBucketPolicy",
        "GET,/photos,policyStatus,GetBucketPolicyStatus",
        "GET,/photos,location,GetBucketLocation",
        "DELETE,/photos,acl,NotImplemented",
        "GET,/photos,policy&acl,NotImplemented",
        "GET,/photos,policy&policy,InvalidArgument",
        "GET,/photos,'',MethodNotAllowed",
        "GET,/photos/key,'',NotImplemented",
        "PUT,//photos,policy,NotImplemented",
        "PUT,/./photos,policy,NotImplemented",
        "POST,/photos,'',MethodNotAllowed",
        "PATCH,/,'',MethodNotAllowed"
    })
    void aRequestNamesOneOperationOrNone(String method, String path, String query, String name) {
        assertEquals(name, route(method, path, query));
    }

    private static StructureValue createBucket(String body) {
        OperationModel model =
                SERVICES.service("s3").orElseThrow().operations().get("CreateBucket");
        assertNotNull(model);
        return READER.read(
                new RestCall(model, Map.of("Bucket", "photos"), Map.of()),
                _ -> null,
                body.getBytes(UTF_8));
    }

    @Test
    void anXmlBodyIsReadAlongItsShape() {
        StructureValue read =
                createBucket(
                        """
                        <CreateBucketConfiguration xmlns="http://s3.amazonaws.com/doc/2006-03-01/">
                          <LocationConstraint>eu-west-1</LocationConstraint>
                          <Tags><Tag><Key>a</Key><Value>&lt;1&gt;</Value></Tag></Tags>
                        </CreateBucketConfiguration>\
                        """);
        assertEquals("photos", read.text("Bucket"));
        var configuration = (StructureValue) read.get("CreateBucketConfiguration");
        assertNotNull(configuration);
        assertEquals("eu-west-1", configuration.text("LocationConstraint"));
        assertNull(createBucket("").get("CreateBucketConfiguration"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<!DOCTYPE x [<!ENTITY e SYSTEM \"file:///etc/passwd\">]>"
                        + "<CreateBucketConfiguration><LocationConstraint>&e;</LocationConstraint>"
                        + "</CreateBucketConfiguration>",
                "<CreateBucketConfiguration><LocationConstraint>&e;</LocationConstraint>"
                        + "</CreateBucketConfiguration>",
                "<CreateBucketConfiguration><Surplus>1</Surplus></CreateBucketConfiguration>",
                "<CreateBucketConfiguration><LocationConstraint>a</LocationConstraint>"
                        + "<LocationConstraint>b</LocationConstraint></CreateBucketConfiguration>",
                "<CreateBucketConfiguration>text</CreateBucketConfiguration>",
                "<CreateBucketConfiguration><LocationConstraint><b/></LocationConstraint>"
                        + "</CreateBucketConfiguration>",
                "<Other></Other>",
                "<CreateBucketConfiguration>",
                "<CreateBucketConfiguration></CreateBucketConfiguration><x/>",
                "{}"
            })
    void aBodyThatIsNotSoIsMalformed(String body) {
        var refused = assertThrows(RefusedRequest.class, () -> createBucket(body));
        assertEquals("MalformedXML", refused.error().code());
    }

    /** Of the text 123456789: the CRCs are the check values that catalogues of them give. */
    @ParameterizedTest
    @CsvSource({
        "x-amz-checksum-crc32,y/Q5Jg==",
        "x-amz-checksum-crc32c,4waSgw==",
        "x-amz-checksum-crc64nvme,rosUhgp5mIg=",
        "x-amz-checksum-sha1,98O8HYCOBHMq32eZZczDTKeuNEE=",
        "x-amz-checksum-sha256,FeKw08M4keuw8e9gnsQZQgwg4yDOlMZfvIwzEkSOsiU=",
        "content-md5,JfnnlDI7RTiF9RgfG2JNCw=="
    })
    void everyDigestIsThatOfTheBody(String header, String value) {
        byte[] body = "123456789".getBytes(UTF_8);
        assertNull(BodyDigests.refusal(Map.of(header, value)::get, body));
        body[0]++;
        WireError refused = BodyDigests.refusal(Map.of(header, value)::get, body);
        assertNotNull(refused);
        assertEquals("BadDigest", refused.code());
    }

    @Test
    void aDigestThatIsNoneIsSaidSo() {
        byte[] body = {};
        WireError md5 = BodyDigests.refusal(Map.of("content-md5", "***")::get, body);
        WireError crc = BodyDigests.refusal(Map.of("x-amz-checksum-crc32", "***")::get, body);
        assertNotNull(md5);
        assertNotNull(crc);
        assertEquals("InvalidDigest", md5.code());
        assertEquals("InvalidRequest", crc.code());
    }

    /** Wire trap 4: Query calls stay Query calls, whatever they are signed for (A008). */
    @ParameterizedTest
    @CsvSource({
        "GET,/,s3,REST_XML",
        "PUT,/photos,s3,REST_XML",
        "HEAD,/photos?x,s3,REST_XML",
        "POST,/photos,s3,REST_XML",
        "POST,/,s3,QUERY",
        "GET,/?Action=ListUsers,s3,QUERY",
        "GET,/,iam,QUERY",
        "PUT,/photos,iam,QUERY",
        "GET,/v1/resource-policies?arn=x,ostiary,REST_JSON",
        "GET,/v1/resource-policies/,s3,REST_XML"
    })
    void theCredentialAndThePathSayWhichProtocolIsSpoken(
            String method, String target, String service, Protocol protocol) {
        MultiMap headers =
                MultiMap.caseInsensitiveMultiMap()
                        .add(
                                "Authorization",
                                "AWS4-HMAC-SHA256 Credential=AKIA/20260101/us-east-1/"
                                        + service
                                        + "/aws4_request, SignedHeaders=host, Signature=0");
        assertEquals(protocol, EdgeRules.protocol(HttpMethod.valueOf(method), target, headers));
    }
}
