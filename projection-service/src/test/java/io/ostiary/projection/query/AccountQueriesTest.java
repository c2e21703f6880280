package io.ostiary.projection.query;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.ostiary.contract.error.IamError.NoSuchEntity;
import io.ostiary.contract.event.AccountEvent.AliasRemoved;
import io.ostiary.contract.event.AccountEvent.AliasSet;
import io.ostiary.contract.event.AccountEvent.PasswordPolicyRemoved;
import io.ostiary.contract.event.AccountEvent.PasswordPolicySet;
import io.ostiary.contract.event.CredentialEvent.AccessKeyCreated;
import io.ostiary.contract.event.HeldCredentialEvent.SigningCertificateUploaded;
import io.ostiary.contract.query.AccountQuery.GetAccountPasswordPolicy;
import io.ostiary.contract.query.AccountQuery.GetAccountSummary;
import io.ostiary.contract.query.AccountQuery.ListAccountAliases;
import io.ostiary.contract.result.AccountResult.GetAccountPasswordPolicyResult;
import io.ostiary.contract.result.AccountResult.GetAccountSummaryResult;
import io.ostiary.contract.result.AccountResult.ListAccountAliasesResult;
import io.ostiary.contract.secret.SealedSecret;
import io.ostiary.contract.shape.PasswordPolicy;
import io.ostiary.projection.History;
import io.ostiary.projection.House;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

final class AccountQueriesTest {

    private final History history = History.opened("111111111111");
    private final House house;

    AccountQueriesTest(@TempDir Path directory) {
        house = new House(directory.resolve("store"));
    }

    @AfterEach
    void close() {
        house.close();
    }

    @Test
    void aPasswordPolicyIsToldWhereThereIsOne() {
        house.fold(history);
        var missing =
                new NoSuchEntity(
                        "The Password Policy with domain name 111111111111 cannot be found.");
        assertEquals(missing, house.refused(House.root(history), new GetAccountPasswordPolicy()));
        history.add(new PasswordPolicySet(14, true, false, true, false, true, 90, 24, false));
        house.fold(history);
        assertEquals(
                new GetAccountPasswordPolicyResult(
                        new PasswordPolicy(
                                true, true, false, 90, 14, 24, false, false, true, true)),
                house.found(
                        GetAccountPasswordPolicyResult.class,
                        history,
                        new GetAccountPasswordPolicy()));
        history.add(new PasswordPolicySet(6, false, true, false, true, false, 0, 0, true));
        house.fold(history);
        assertEquals(
                new GetAccountPasswordPolicyResult(
                        new PasswordPolicy(
                                false, false, null, null, 6, null, true, true, false, false)),
                house.found(
                        GetAccountPasswordPolicyResult.class,
                        history,
                        new GetAccountPasswordPolicy()));
        history.add(new PasswordPolicyRemoved());
        house.fold(history);
        assertEquals(missing, house.refused(House.root(history), new GetAccountPasswordPolicy()));
    }

    @Test
    void anAliasIsListedWhileTheAccountHasOne() {
        house.fold(history);
        assertEquals(List.of(), aliases());
        history.add(new AliasSet("acme", 2));
        house.fold(history);
        assertEquals(List.of("acme"), aliases());
        history.add(new AliasRemoved(3));
        house.fold(history);
        assertEquals(List.of(), aliases());
    }

    private List<String> aliases() {
        var result =
                house.found(
                        ListAccountAliasesResult.class,
                        history,
                        new ListAccountAliases(null, null));
        assertEquals(false, result.isTruncated());
        return result.accountAliases();
    }

    @Test
    void theSummaryCountsWhatTheAccountHoldsAndNothingOfOthers() {
        history.user("Alice", "/staff/").user("bob").group("Devs", "/").role("Deploy", "/");
        history.attach(History.userRef("bob"), InMemoryAwsManagedPolicies.READ_ONLY);
        history.add(
                new SigningCertificateUploaded(
                        History.userRef("bob"), "CERT1", "body", "d1", history.now()));
        house.fold(history);
        assertEquals(0, summary().get("AccountSigningCertificatesPresent"));
        history.add(
                new SigningCertificateUploaded(
                        history.rootRef(), "CERT2", "body", "d2", history.now()));
        history.add(
                new AccessKeyCreated(
                        history.rootRef(), "AKIAR", new SealedSecret("sealed"), history.now()));
        house.fold(history);
        house.fold(History.opened("111111111112").user("carol"));
        Map<String, Integer> summary = summary();
        assertEquals(1, summary.get("AccountSigningCertificatesPresent"));
        assertEquals(2, summary.get("Users"));
        assertEquals(5_000, summary.get("UsersQuota"));
        assertEquals(1, summary.get("Groups"));
        assertEquals(1, summary.get("Roles"));
        assertEquals(0, summary.get("Policies"));
        assertEquals(1, summary.get("PolicyVersionsInUse"));
        assertEquals(1, summary.get("AccountAccessKeysPresent"));
        assertEquals(34, summary.size(), "each name of the model's summaryKeyType");
    }

    private Map<String, Integer> summary() {
        return house.found(GetAccountSummaryResult.class, history, new GetAccountSummary())
                .summaryMap();
    }
}
