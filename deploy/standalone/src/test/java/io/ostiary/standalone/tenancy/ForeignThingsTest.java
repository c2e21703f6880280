package io.ostiary.standalone.tenancy;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ostiary.gateway.model.ServiceCatalog;
import io.ostiary.gateway.pipeline.Operation;
import io.ostiary.gateway.pipeline.OperationCatalog;
import io.ostiary.standalone.lesson.Documents;
import io.ostiary.standalone.lesson.RunningHouse;
import io.ostiary.standalone.lesson.SignedCalls;
import io.ostiary.standalone.lesson.SignedCalls.Reply;
import io.ostiary.standalone.lesson.Tenant;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.function.Executable;

import software.amazon.awssdk.auth.credentials.AwsCredentials;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Every operation that is built, called with things of another account: the answer does not tell
 * whether they exist (attack A112). Walks the catalog, so a new operation is asked as well.
 */
@ExtendWith(RunningHouse.Shared.class)
final class ForeignThingsTest {
    private final RunningHouse house;
    private final Tenant own;
    private final ForeignThings existing;
    private final ForeignThings missing;
    private final Tenant other;

    ForeignThingsTest(RunningHouse house) {
        this.house = house;
        own = house.newAccount();
        other = house.newAccount();
        existing = ForeignThings.existing(house, other);
        missing = ForeignThings.missing(other);
        // Its first call is answered otherwise than the next ones, whatever is asked about.
        own.admin().iam().generateCredentialReport();
    }

    @Test
    void whatIsAnothersAndWhatIsNotThereAnswerAlikeToAnAdministrator() {
        compare(own.admin().credentials());
    }

    @Test
    void whatIsAnothersAndWhatIsNotThereAnswerAlikeToAUserWithoutRights() {
        compare(own.user("poor").client().credentials());
    }

    @Test
    void anotherAccountsPrincipalsAreTakenIntoATrustWithoutAWord() {
        own.role("ForSomebody", Documents.trust(other.arn("user/shared-user")));
        own.role("ForNobody", Documents.trust(other.arn("user/absent-user")));
        assertTrue(
                own.admin().iam().listRoles().roles().stream()
                        .allMatch(role -> role.assumeRolePolicyDocument().contains("arn%3Aaws")));
    }

    private void compare(AwsCredentials who) {
        List<Executable> checks = new ArrayList<>();
        List<Operation> operations =
                new OperationCatalog(ServiceCatalog.load())
                        .all().stream()
                                .filter(Operation::isBuilt)
                                // Buckets and resources have tests of their own (A112).
                                .filter(o -> !o.model().service().protocol().isRest())
                                // What is created is own from then on.
                                .sorted(
                                        Comparator.comparing(
                                                        (Operation o) ->
                                                                o.name().startsWith("Create"))
                                                .thenComparing(Operation::name))
                                .toList();
        assertTrue(operations.size() > 80, "operations: " + operations.size());
        try (var calls = new SignedCalls(house.url())) {
            List<String> before = all(calls);
            for (Operation operation : operations) {
                for (boolean optional : List.of(false, true)) {
                    Reply there =
                            SignedCalls.caughtUp(
                                    () -> call(calls, who, operation, existing, optional));
                    Reply nowhere =
                            SignedCalls.caughtUp(
                                    () -> call(calls, who, operation, missing, optional));
                    checks.add(
                            () ->
                                    assertEquals(
                                            told(nowhere, missing),
                                            told(there, existing),
                                            operation.name()));
                    checks.add(() -> assertTrue(there.status() < 500, there.body()));
                }
            }
            List<String> after = all(calls);
            checks.add(() -> assertEquals(before, after));
        }
        assertAll(checks);
    }

    /** What the other account holds, as its own administrator is told. */
    private List<String> all(SignedCalls calls) {
        var who = other.admin().credentials();
        return Stream.of(
                        calls.iam(who, "ListUsers"),
                        calls.iam(who, "ListGroups"),
                        calls.iam(who, "ListRoles"),
                        calls.iam(who, "ListPolicies", "Scope", "Local"),
                        calls.iam(who, "ListInstanceProfiles"),
                        calls.iam(who, "ListServerCertificates"),
                        calls.iam(who, "GetAccountSummary"),
                        calls.iam(who, "ListAccessKeys", "UserName", "shared-user"),
                        calls.iam(who, "ListSSHPublicKeys", "UserName", "shared-user"),
                        calls.iam(who, "ListSigningCertificates", "UserName", "shared-user"),
                        calls.iam(who, "ListServiceSpecificCredentials", "AllUsers", "true"),
                        calls.iam(who, "GetLoginProfile", "UserName", "shared-user"),
                        calls.iam(who, "ListUserPolicies", "UserName", "shared-user"),
                        calls.iam(who, "ListAttachedUserPolicies", "UserName", "shared-user"),
                        calls.iam(who, "ListUserTags", "UserName", "shared-user"))
                .peek(reply -> assertTrue(reply.isOk(), reply.body()))
                .map(reply -> reply.body().replaceAll("<RequestId>[^<]*</RequestId>", ""))
                .toList();
    }

    private static Reply call(
            SignedCalls calls,
            AwsCredentials who,
            Operation operation,
            ForeignThings things,
            boolean optional) {
        return switch (operation.signingName()) {
            case "iam" -> calls.iam(who, operation.name(), things.query(operation, optional));
            case "sts" -> calls.sts(who, operation.name(), things.query(operation, optional));
            default ->
                    calls.post(
                            who,
                            operation.signingName(),
                            things.json(operation),
                            Map.of(
                                    "content-type",
                                    "application/x-amz-json-1.1",
                                    "x-amz-target",
                                    operation.service().info().targetPrefix()
                                            + "."
                                            + operation.name()));
        };
    }

    /** Status and body, without what differs between any two calls. */
    private static String told(Reply reply, ForeignThings things) {
        return reply.status()
                + " "
                + things.without(reply.body())
                        .replaceAll("<RequestId>[^<]*</RequestId>", "")
                        .replaceAll(
                                "\\b(AIDA|AROA|AGPA|ANPA|AIPA|AKIA|ASIA)[A-Z0-9]{16,17}\\b", "ID")
                        .replaceAll("<(SecretAccessKey|SessionToken|Marker)>[^<]*<", "<$1><")
                        .replaceAll(
                                "20\\d\\d-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(\\.\\d+)?Z", "TIME");
    }
}
