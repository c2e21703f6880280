package io.ostiary.writer;

import static io.ostiary.writer.Rules.account;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ostiary.contract.command.CredentialReportCommand.GenerateCredentialReport;
import io.ostiary.contract.event.AccountEvent.CredentialReportGenerated;
import io.ostiary.contract.event.UserEvent.UserCreated;
import io.ostiary.contract.result.CredentialReportResult.GenerateCredentialReportResult;
import io.ostiary.contract.shape.ReportStateType;
import io.ostiary.state.entity.CredentialReport;
import io.ostiary.testkit.AccountScenario;
import io.ostiary.testkit.FixedEffects;
import io.ostiary.writer.credentialreport.CredentialReportDecider;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.time.Instant;

/** When there is a new credential report. */
class CredentialReportRulesTest {
    private static final GenerateCredentialReport GENERATE = new GenerateCredentialReport();
    private static final Instant OLD =
            FixedEffects.START.minus(Duration.ofHours(4)).minusSeconds(1);

    private static GenerateCredentialReportResult started(@Nullable String description) {
        return new GenerateCredentialReportResult(description, ReportStateType.STARTED);
    }

    @Test
    void aReportIsMadeOnceAndToldOfUntilItExpires() {
        var done = account().when(GENERATE);
        assertEquals(1, done.accepted().events().size());
        done.thenResult(started("No report exists. Starting a new report generation task"))
                .when(GENERATE)
                .thenUnchanged()
                .when(GENERATE)
                .thenResult(new GenerateCredentialReportResult(null, ReportStateType.COMPLETE));
    }

    @Test
    void anExpiredReportIsMadeAnew() {
        AccountScenario scenario = account().given(new CredentialReportGenerated(OLD));
        scenario.when(GENERATE).thenResult(started(null));
        CredentialReport report = scenario.state().credentialReport();
        assertTrue(report != null && report.generatedAt().isAfter(OLD));
    }

    @Test
    void aReportOfMoreUsersThanFitIsRefused() {
        var decider = new CredentialReportDecider(1);
        AccountScenario.of(
                        (state, command, effects) ->
                                decider.decide(
                                        state,
                                        (GenerateCredentialReport) command.command(),
                                        effects))
                .given(new UserCreated("AIDA1", "ana", "/", FixedEffects.START))
                .when(GENERATE)
                .thenResult(started("No report exists. Starting a new report generation task"))
                .given(
                        new UserCreated("AIDA2", "bob", "/", FixedEffects.START),
                        new CredentialReportGenerated(OLD))
                .when(GENERATE)
                .thenRejected("LimitExceeded");
    }

    @Test
    void aReportLivesForFourHours() {
        var report = new CredentialReport(FixedEffects.START);
        Instant end = FixedEffects.START.plus(Duration.ofHours(4));
        assertFalse(report.isExpiredAt(end));
        assertTrue(report.isExpiredAt(end.plusNanos(1)));
    }
}
