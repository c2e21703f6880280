package io.ostiary.projection.query;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ostiary.contract.event.AccountEvent.CredentialReportGenerated;
import io.ostiary.contract.event.AccountEvent.PasswordPolicySet;
import io.ostiary.contract.event.CredentialEvent.AccessKeyCreated;
import io.ostiary.contract.event.CredentialEvent.AccessKeyStatusSet;
import io.ostiary.contract.event.CredentialEvent.CredentialUsed;
import io.ostiary.contract.event.CredentialEvent.LoginProfileCreated;
import io.ostiary.contract.event.HeldCredentialEvent.HeldCredentialStatusSet;
import io.ostiary.contract.event.HeldCredentialEvent.Kind;
import io.ostiary.contract.event.HeldCredentialEvent.SigningCertificateUploaded;
import io.ostiary.contract.event.UserEvent.UserDeleted;
import io.ostiary.contract.query.CredentialReportQuery.GetCredentialReport;
import io.ostiary.contract.result.CredentialReportResult.GetCredentialReportResult;
import io.ostiary.contract.secret.SealedSecret;
import io.ostiary.projection.History;
import io.ostiary.projection.House;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;

/** The credential report, line by line. */
final class CredentialReportQueriesTest {

    private static final String NO_KEY = "false,N/A,N/A,N/A,N/A";
    private static final String NO_CERTIFICATES = "false,N/A,false,N/A";

    private final History history = History.opened("111111111111");
    private final SealedSecret secret = new SealedSecret("sealed");
    private final House house;

    CredentialReportQueriesTest(@TempDir Path directory) {
        house = new House(directory.resolve("store"));
    }

    @AfterEach
    void close() {
        house.close();
    }

    private static Instant hour(int hour) {
        return Instant.parse("2026-01-01T%02d:00:00Z".formatted(hour));
    }

    private GetCredentialReportResult report() {
        return house.found(GetCredentialReportResult.class, history, new GetCredentialReport());
    }

    private String[] linesAfterReport() {
        history.add(new CredentialReportGenerated(History.START));
        house.fold(history);
        return report().content().split("\n", -1);
    }

    @Test
    void anAccountWithRootAloneHasTwoLines() {
        String[] lines = linesAfterReport();
        assertEquals(2, lines.length);
        assertEquals(
                "user,arn,user_creation_time,password_enabled,password_last_used,"
                        + "password_last_changed,password_next_rotation,mfa_active,"
                        + "access_key_1_active,access_key_1_last_rotated,"
                        + "access_key_1_last_used_date,access_key_1_last_used_region,"
                        + "access_key_1_last_used_service,access_key_2_active,"
                        + "access_key_2_last_rotated,access_key_2_last_used_date,"
                        + "access_key_2_last_used_region,access_key_2_last_used_service,"
                        + "cert_1_active,cert_1_last_rotated,cert_2_active,cert_2_last_rotated",
                lines[0]);
        assertEquals(
                "<root_account>,arn:aws:iam::111111111111:root,2026-01-02T03:04:05+00:00,"
                        + "false,N/A,N/A,not_supported,false,"
                        + String.join(",", NO_KEY, NO_KEY, NO_CERTIFICATES),
                lines[1]);
        assertEquals("text/csv", report().reportFormat());
        assertEquals(History.START, report().generatedTime());
    }

    @Test
    void rootsKeysAndPasswordAreTold() {
        history.add(new LoginProfileCreated(history.rootRef(), secret, false, hour(1)));
        history.add(new AccessKeyCreated(history.rootRef(), "AKIAR", secret, hour(2)));
        history.add(new CredentialUsed("AKIAR", "sts", "us-east-1", hour(3)));
        history.add(new CredentialUsed("111111111111", null, null, hour(4)));
        assertEquals(
                "<root_account>,arn:aws:iam::111111111111:root,2026-01-02T03:04:05+00:00,"
                        + "true,2026-01-01T04:00:00+00:00,2026-01-01T01:00:00+00:00,"
                        + "not_supported,false,"
                        + "true,2026-01-01T02:00:00+00:00,2026-01-01T03:00:00+00:00,us-east-1,sts,"
                        + String.join(",", NO_KEY, NO_CERTIFICATES),
                linesAfterReport()[1]);
    }

    @Test
    void aUsersCredentialsAreToldWhetherActiveOrNot() {
        var alice = History.userRef("Alice");
        history.user("Alice", "/staff/");
        history.add(new PasswordPolicySet(8, false, false, false, false, true, 30, 0, false));
        history.add(new LoginProfileCreated(alice, secret, false, hour(1)));
        history.add(new AccessKeyCreated(alice, "AKIA2", secret, hour(2)));
        history.add(new AccessKeyCreated(alice, "AKIA1", secret, hour(3)));
        history.add(new AccessKeyStatusSet(alice, "AKIA1", false));
        history.add(new CredentialUsed("AKIA2", "iam", "eu-west-1", hour(4)));
        history.add(new SigningCertificateUploaded(alice, "A", "body", "1", hour(5)));
        history.add(new SigningCertificateUploaded(alice, "B", "body", "2", hour(6)));
        history.add(new HeldCredentialStatusSet(alice, Kind.SIGNING_CERTIFICATE, "B", false));
        assertEquals(
                "Alice,arn:aws:iam::111111111111:user/staff/Alice,2026-01-02T03:04:06+00:00,"
                        + "true,no_information,2026-01-01T01:00:00+00:00,"
                        + "2026-01-31T01:00:00+00:00,false,"
                        + "false,2026-01-01T03:00:00+00:00,N/A,N/A,N/A,"
                        + "true,2026-01-01T02:00:00+00:00,2026-01-01T04:00:00+00:00,eu-west-1,iam,"
                        + "false,2026-01-01T06:00:00+00:00,true,2026-01-01T05:00:00+00:00",
                linesAfterReport()[2]);
    }

    @Test
    void usersComeByNameIgnoringCaseAndCommasAreQuoted() {
        history.user("bob").user("Al,ice", "/a\"b/").user("Zoe");
        String[] lines = linesAfterReport();
        assertEquals(5, lines.length);
        assertTrue(
                lines[2].startsWith(
                        "\"Al,ice\",\"arn:aws:iam::111111111111:user/a\"\"b/Al,ice\",2026"),
                lines[2]);
        assertTrue(lines[3].startsWith("bob,"), lines[3]);
        assertTrue(lines[4].startsWith("Zoe,"), lines[4]);
    }

    @Test
    void aReportTellsOfItsOwnTimeInWhateverBatchItIsFolded() {
        history.user("before").add(new CredentialReportGenerated(History.START));
        history.user("after").add(new UserDeleted(History.userId("before")));
        house.fold(history);
        String text = report().content();
        assertTrue(text.contains("\nbefore,"), text);
        assertTrue(!text.contains("\nafter,"), text);
    }

    @Test
    void aReportIsRefusedBeforeItIsThereAndWhenItHasExpired() {
        house.fold(history);
        assertEquals(
                "ReportNotPresent",
                house.refused(House.root(history), new GetCredentialReport()).code());
        linesAfterReport();
        house.at(History.START.plus(Duration.ofHours(4)));
        report();
        house.at(History.START.plus(Duration.ofHours(4)).plusNanos(1));
        assertEquals(
                "ReportExpired",
                house.refused(House.root(history), new GetCredentialReport()).code());
    }

    @Test
    void aReportThatHadExpiredBeforeItWasFoldedIsNotMade() {
        house.at(History.START.plus(Duration.ofDays(1)));
        history.add(new CredentialReportGenerated(History.START));
        house.fold(history);
        assertEquals(
                "ReportExpired",
                house.refused(House.root(history), new GetCredentialReport()).code());
        // Only where the clock is set back is it seen that there is none.
        house.at(History.START);
        assertEquals(
                "ReportInProgress",
                house.refused(House.root(history), new GetCredentialReport()).code());
    }

    @Test
    void fiveThousandUsersAreReported() {
        for (int i = 0; i < 5_000; i++) {
            String name = "user-%04d-%s".formatted(i, "x".repeat(50));
            history.user(name, "/" + "p".repeat(400) + "/");
        }
        String[] lines = linesAfterReport();
        assertEquals(5_002, lines.length);
        assertTrue(lines[5_001].startsWith("user-4999-"), lines[5_001]);
    }
}
