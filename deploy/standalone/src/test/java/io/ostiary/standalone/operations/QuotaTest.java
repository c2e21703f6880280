package io.ostiary.standalone.operations;

import static io.ostiary.standalone.lesson.Client.refusal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ostiary.standalone.cli.Command;
import io.ostiary.standalone.lesson.Documents;
import io.ostiary.standalone.lesson.RunningHouse;
import io.ostiary.standalone.lesson.SignedCalls;
import io.ostiary.standalone.lesson.Tenant;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import software.amazon.awssdk.auth.credentials.AwsCredentials;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The service {@code ostiary}: quotas, from the command line and over the wire. */
@ExtendWith(RunningHouse.Shared.class)
final class QuotaTest {

    private final RunningHouse house;

    QuotaTest(RunningHouse house) {
        this.house = house;
    }

    private Command quota(String... arguments) {
        var all = new ArrayList<>(List.of("quota"));
        all.addAll(List.of(arguments));
        all.addAll(List.of("--data", house.data().toString()));
        return Command.run(all.toArray(String[]::new));
    }

    private Command set(String account, String name, int value) {
        return quota("set", "--account", account, "--name", name, "--value", String.valueOf(value));
    }

    private SignedCalls.Reply call(AwsCredentials who, String operation, String body) {
        try (var calls = new SignedCalls(house.url())) {
            return calls.post(
                    who,
                    "ostiary",
                    body,
                    Map.of(
                            "content-type",
                            "application/x-amz-json-1.1",
                            "x-amz-target",
                            "OstiaryV20261101." + operation));
        }
    }

    @Test
    void aRaisedQuotaHoldsAtTheReturnAndTheSummaryTellsIt() {
        var tenant = house.newAccount();
        String trust = longTrust(tenant);
        var refused = refusal(() -> tenant.role("TooLong", trust));
        assertEquals("LimitExceeded", refused.code());
        assertEquals("Cannot exceed quota for ACLSizePerRole: 2048", refused.message());
        assertEquals(
                new Command(0, "ACLSizePerRole of account " + tenant.account() + " is 4096.\n", ""),
                set(tenant.account(), "ACLSizePerRole", 4_096));
        tenant.role("LongEnough", trust);
        assertEquals(
                4_096,
                tenant.admin()
                        .iam()
                        .getAccountSummary()
                        .summaryMapAsStrings()
                        .get("AssumeRolePolicySizeQuota"));
        // The others' is as it was.
        assertEquals(
                2_048,
                house.root()
                        .iam()
                        .getAccountSummary()
                        .summaryMapAsStrings()
                        .get("AssumeRolePolicySizeQuota"));
        Command list = quota("list", "--account", tenant.account());
        assertEquals(0, list.code(), list.err());
        assertTrue(
                list.out().contains("ACLSizePerRole 4096 default 2048 maximum 8192\n"), list.out());
        assertTrue(list.out().contains("GroupsPerUser 10 default 10 not adjustable\n"));
    }

    private static String longTrust(Tenant tenant) {
        var conditions = new StringBuilder();
        for (int i = 0; i < 60; i++) {
            conditions.append(i == 0 ? "" : ",").append("\"").append("x".repeat(40)).append(i);
            conditions.append("\"");
        }
        return """
        {"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"AWS":"%s"},\
        "Action":"sts:AssumeRole","Condition":{"StringEquals":{"sts:ExternalId":[%s]}}}]}\
        """
                .formatted("arn:aws:iam::" + tenant.account() + ":root", conditions);
    }

    @Test
    void theManagementAccountsOwnIsSetToo() {
        assertEquals(0, set(house.account(), "ServerCertificatesPerAccount", 25).code());
        assertEquals(
                25,
                house.root()
                        .iam()
                        .getAccountSummary()
                        .summaryMapAsStrings()
                        .get("ServerCertificatesQuota"));
    }

    @Test
    void whatCannotBeRaisedIsRefusedWithWhatCan() {
        var tenant = house.newAccount();
        assertEquals(
                new Command(
                        1,
                        "",
                        "ostiary: InvalidQuotaException: The quota GroupsPerUser is not adjustable:"
                                + " it is 10 in every account.\n"),
                set(tenant.account(), "GroupsPerUser", 11));
        assertEquals(
                new Command(
                        1,
                        "",
                        "ostiary: InvalidQuotaException: The quota RolesPerAccount can be set from"
                                + " 1000 to 5000.\n"),
                set(tenant.account(), "RolesPerAccount", 5_001));
        assertTrue(set(tenant.account(), "Roles", 5).err().contains("There is no quota Roles"));
        assertTrue(
                set("999999999999", "RolesPerAccount", 2_000)
                        .err()
                        .contains("NoSuchAccountException"));
        assertEquals(2, quota("set", "--account", tenant.account()).code());
        assertEquals(2, quota().code());
        assertTrue(Command.run("quota", "set", "--help").out().contains("--name RolesPerAccount"));
    }

    @Test
    void overTheWireTheErrorsOfTheModelAreAnswered() {
        var root = house.rootCredentials();
        var tenant = house.newAccount();
        String itself = "{\"AccountId\":\"" + tenant.account() + "\"}";
        String nobody = "{\"AccountId\":\"999999999999\"}";
        String much = ",\"Name\":\"RolesPerAccount\",\"Value\":5001}";
        var listed = call(root, "ListQuotas", itself);
        assertEquals(200, listed.status(), listed.body());
        assertTrue(listed.body().contains("\"RolesPerAccount\""), listed.body());
        assertEquals("NoSuchAccountException", call(root, "ListQuotas", nobody).code());
        assertEquals(
                "NoSuchAccountException",
                call(root, "PutQuota", nobody.replace("}", much.replace("5001", "2000"))).code());
        assertEquals(
                "InvalidQuotaException", call(root, "PutQuota", itself.replace("}", much)).code());
        assertEquals("AccountNotClosedException", call(root, "ReopenAccount", itself).code());
        assertEquals("NoSuchAccountException", call(root, "ReopenAccount", nobody).code());
    }

    @Test
    void itIsForTheManagementAccountsPrincipalsAndByTheirPolicies() {
        var tenant = house.newAccount();
        var first = new Tenant(house.account(), house.root());
        String list = "{\"AccountId\":\"" + tenant.account() + "\"}";
        String put =
                "{\"AccountId\":\"%s\",\"Name\":\"RolesPerAccount\",\"Value\":2000}"
                        .formatted(tenant.account());
        var nobody = first.user("nobody-" + tenant.account());
        var operator =
                first.user(
                        "operator-" + tenant.account(),
                        Documents.allow(
                                "ostiary:PutQuota",
                                "arn:aws:ostiary::" + tenant.account() + ":account"));
        var denied = call(nobody.client().credentials(), "PutQuota", put);
        assertEquals(400, denied.status());
        assertTrue(denied.body().contains("AccessDeniedException"), denied.body());
        assertTrue(denied.body().contains("ostiary:PutQuota"), denied.body());
        assertEquals(200, call(operator.client().credentials(), "PutQuota", put).status());
        assertEquals(400, call(operator.client().credentials(), "ListQuotas", list).status());
        // A member's administrator may everything in the member, but this is not the member's.
        for (String operation : List.of("PutQuota", "ListQuotas", "ReopenAccount")) {
            String body = operation.equals("PutQuota") ? put : list;
            var member = call(tenant.admin().credentials(), operation, body);
            assertEquals(400, member.status(), member.body());
            assertTrue(member.body().contains("AccessDeniedException"), member.body());
        }
    }

    @Test
    void aServerThatIsNotThereIsToldInOneLine() {
        Command nowhere =
                Command.run(
                        "quota",
                        "list",
                        "--account",
                        house.account(),
                        "--data",
                        house.data().resolve("nothing").toString());
        assertEquals(1, nowhere.code());
        assertTrue(nowhere.err().contains("no data folder"), nowhere.err());
        assertEquals(1, nowhere.err().lines().count(), nowhere.err());
    }
}
