package io.ostiary.gateway.protocol;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.ostiary.gateway.model.OperationModel;
import io.ostiary.gateway.model.ServiceCatalog;
import io.ostiary.gateway.protocol.Value.StructureValue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.List;
import java.util.Map;

/**
 * Query requests as attackers and honest clients write them. The time is for who never comes back,
 * and no measure.
 */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class QueryRequestReaderTest {

    private static final String IAM = "&Version=2010-05-08";

    private final QueryRequestReader reader = new QueryRequestReader(ServiceCatalog.load());

    private StructureValue read(String query, String body) {
        QueryParameters parameters = reader.parameters(query, body.getBytes(UTF_8));
        return reader.read(reader.operation(parameters), parameters);
    }

    private Object plain(String body) {
        return PlainValues.comparable(read(null, body));
    }

    private WireError refusal(String query, String body) {
        return assertThrows(RefusedRequest.class, () -> read(query, body)).error();
    }

    private void refused(String code, String body) {
        WireError error = refusal(null, body);
        assertEquals(code, error.code(), error.message());
        assertEquals(400, error.httpStatus());
    }

    @Test
    void parametersComeFromQueryStringAndBodyTogether() {
        assertEquals(
                Map.of("UserName", "alice b+c;d", "Path", "/x/"),
                PlainValues.comparable(
                        read(
                                "Action=CreateUser" + IAM + "&UserName=alice+b%2Bc;d",
                                "&Path=%2fx/&")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Action=ListUsers&Action=DeleteUser" + IAM,
                "Action=ListUsers&Action=ListUsers" + IAM,
                "Action=DeleteUser&UserName=a&UserName=b" + IAM,
                "Action=DeleteUser&UserName=a&User%4eame=b" + IAM,
                "Action=DeleteUser&UserName=a&UserName" + IAM,
                "Action=ListUsers&Version=2010-05-08&Version=2011-06-15",
            })
    void a015_aParameterMayOccurOnce(String body) {
        refused("ValidationError", body);
    }

    @Test
    void a015_aParameterMayOccurOnceInTheWholeRequest() {
        assertEquals(
                "ValidationError",
                refusal("Action=ListUsers" + IAM, "Action=DeleteUser&UserName=a").code());
    }

    @ParameterizedTest
    @CsvSource({
        "action=ListUsers&Version=2010-05-08, MissingAction",
        "Action=&Version=2010-05-08, MissingAction",
        "Version=2010-05-08, MissingAction",
        "Action=ListUsers;Action=DeleteUser&Version=2010-05-08, InvalidAction",
        "Action=listusers&Version=2010-05-08, InvalidAction",
        "Action=ListUsers&Version=2011-06-15, InvalidAction",
        "Action=ListUsers, InvalidAction",
        "action=DeleteUser&Action=ListUsers&Version=2010-05-08, ValidationError",
    })
    void a015_namesAreCaseSensitiveAndSemicolonIsData(String body, String code) {
        refused(code, body);
    }

    @Test
    void anUnknownActionIsNamedAsAwsNamesIt() {
        assertEquals(
                "Could not find operation Foo<> for version 2010-05-08",
                refusal(null, "Action=Foo%3C%3E" + IAM).message());
        assertEquals(
                "Could not find operation GetUser for version NO_VERSION_SPECIFIED",
                refusal(null, "Action=GetUser").message());
    }

    @Test
    void a015_twin_oneActionIsRead() {
        assertEquals(Map.of(), plain("Action=ListUsers" + IAM));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Action=ChangePassword&OldPassword=a&NewPassword=b&PolicyArn=c",
                "Action=UpdateUser&UserName=a&Tags.member.1.Key=b",
                "Action=CreateUser&UserName=a&UserId=b",
                "Action=CreateUser&UserName=a&CreateDate=2015-08-30T12:36:00Z",
                "Action=CreateUser&UserName=a&Arn=b",
                "Action=CreateUser&UserName=a&username=b",
                "Action=CreateUser&UserName=a&Tags.1.Key=b",
                "Action=CreateUser&UserName=a&Tags.entry.1.Key=b",
                "Action=CreateUser&UserName=a&Tags.member.1.Name=b",
                "Action=CreateUser&UserName=a&Tags.member.1.Key.x=b",
                "Action=CreateUser&UserName=a&UserName.member.1=b",
                "Action=CreateUser&UserName=a&.=b",
                "Action=CreateUser&UserName=a&=b",
                "Action=CreateUser&UserName=a&x-amz-date=b",
            })
    void a090_parametersThatTheModelDoesNotKnowAreRefused(String body) {
        refused("ValidationError", body + IAM);
    }

    @Test
    void a090_twin_protocolAndSignatureParametersAreNoOperationsInput() {
        assertEquals(
                Map.of("UserName", "a"),
                plain("Action=CreateUser&UserName=a&X-Amz-Date=x&X-Amz-Signature=y" + IAM));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Tags.member.2147483647.Key=a",
                "Tags.member.99999999999999999999.Key=a",
                "Tags.member.10001.Key=a",
                "Tags.member.2.Key=a",
                "Tags.member.1.Key=a&Tags.member.3.Key=b",
                "Tags.member.0.Key=a",
                "Tags.member.-1.Key=a",
                "Tags.member.01.Key=a",
                "Tags.member.1e0.Key=a",
                "Tags.member..Key=a",
                "Tags.member.\u0661.Key=a",
            })
    void a125_anIndexIsOneSpellingOfTheNextNumber(String tags) {
        refused("ValidationError", "Action=CreateUser&UserName=a&" + tags + IAM);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Tags=a",
                "Tags.member=a",
                "Tags.member.1=a",
                "Tags=&Tags.member.1.Key=a",
            })
    void aListOrStructureIsNoSingleValue(String tags) {
        refused("MalformedInput", "Action=CreateUser&UserName=a&" + tags + IAM);
    }

    @Test
    void a125_depthIsTheModels() {
        String deep = "Tags" + ".member.1".repeat(100) + "=a";
        refused("ValidationError", "Action=CreateUser&UserName=a&" + deep + IAM);
        String longName = "a".repeat(1_025) + "=a";
        refused("ValidationError", "Action=CreateUser&UserName=a&" + longName + IAM);
    }

    @Test
    void a125_manyCollidingNamesAndMembersAreRefused() {
        StringBuilder colliding = new StringBuilder("Action=CreateUser");
        for (int i = 0; i < 100_000; i++) {
            colliding.append('&');
            for (int bit = 0; bit < 17; bit++) {
                colliding.append((i >> bit & 1) == 0 ? "Aa" : "BB");
            }
            colliding.append("=1");
        }
        byte[] body = colliding.substring(0, QueryRequestReader.MAX_REQUEST).getBytes(UTF_8);
        assertThrows(RefusedRequest.class, () -> reader.parameters(null, body));

        StringBuilder members = new StringBuilder("Action=CreateUser");
        for (int i = 1; i <= 100_000; i++) {
            members.append("&Tags.member.").append(i).append("=");
        }
        assertThrows(
                RefusedRequest.class,
                () -> reader.parameters(null, members.toString().getBytes(UTF_8)));
    }

    @Test
    void a125_twin_membersMayComeInAnyOrder() {
        assertEquals(
                Map.of(
                        "UserName",
                        "a",
                        "Tags",
                        List.of(
                                Map.of("Key", "k1", "Value", ""),
                                Map.of("Key", "k2", "Value", "v"))),
                plain(
                        "Action=CreateUser&Tags.member.2.Value=v&Tags.member.1.Key=k1&UserName=a"
                                + "&Tags.member.2.Key=k2&Tags.member.1.Value="
                                + IAM));
    }

    @Test
    void anEmptyListIsWrittenAsItsNameWithoutValue() {
        assertEquals(
                Map.of("UserName", "a", "TagKeys", List.of()),
                plain("Action=UntagUser&UserName=a&TagKeys=" + IAM));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "UserName=%",
                "UserName=%4",
                "UserName=%zz",
                "User%Name=a",
                "UserName=%+1",
                "%=a",
                "UserName=%C0%80",
                "UserName=%ED%A0%80",
                "UserName=%FF",
                "UserName=%E2%82",
                "UserName=a%00",
                "UserName=%1F",
                "UserName=%EF%BF%BE",
                "UserName=x%3C/UserName%3E%0B",
            })
    void a021_badEscapesBadUtf8AndWhatXmlCannotHoldAreRefused(String parameter) {
        refused("ValidationError", "Action=CreateUser&" + parameter + IAM);
    }

    @Test
    void aQueryStringMustBeEscaped() {
        assertEquals(
                "ValidationError", refusal("Action=GetUser" + IAM + "&UserName=\u00e9", "").code());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"3600.0", " 3600", "3600 ", "0x384", "", "+3600", "3_600", "1e3", "\u0663"})
    void a037_anIntegerHasOneSpelling(String duration) {
        refused(
                "MalformedInput",
                "Action=GetSessionToken&Version=2011-06-15&DurationSeconds="
                        + java.net.URLEncoder.encode(duration, UTF_8));
    }

    @Test
    void a037_twin_integersOutOfRangeAreTheValidatorsMatter() {
        String sts = "Action=GetSessionToken&Version=2011-06-15&DurationSeconds=";
        assertEquals(Map.of("DurationSeconds", 3600L), plain(sts + "3600"));
        assertEquals(Map.of("DurationSeconds", -1L), plain(sts + "-1"));
        assertEquals(Map.of("DurationSeconds", 2147483648L), plain(sts + "2147483648"));
    }

    @Test
    void booleansAreTrueOrFalse() {
        String create = "Action=CreateLoginProfile&UserName=a&PasswordResetRequired=";
        assertEquals(
                Map.of("UserName", "a", "PasswordResetRequired", true),
                plain(create + "true" + IAM));
        refused("MalformedInput", create + "True" + IAM);
        refused("MalformedInput", create + "1" + IAM);
        refused("MalformedInput", create + IAM);
    }

    @Test
    void noValueIsEverPrinted() {
        QueryParameters parameters =
                reader.parameters(
                        null,
                        ("Action=CreateLoginProfile&UserName=a&Password=hunter2" + IAM)
                                .getBytes(UTF_8));
        OperationModel operation = reader.operation(parameters);
        StructureValue value = reader.read(operation, parameters);

        assertFalse((parameters + " " + value + value.members()).contains("hunter2"));
        WireError error =
                assertThrows(
                                RefusedRequest.class,
                                () -> read(null, "Action=GetUser&hunter2%0A=hunter3" + IAM))
                        .error();
        assertFalse(error.message().contains("hunter3"));
        assertTrue(error.message().contains("hunter2?"));
    }
}
