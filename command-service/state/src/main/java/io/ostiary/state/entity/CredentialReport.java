package io.ostiary.state.entity;

import java.time.Duration;
import java.time.Instant;

/** That the account has a credential report, the newest one; its one key is constant. */
public record CredentialReport(Instant generatedAt) implements Entity {

    public static final String KEY = "credential-report";

    /**
     * For so long it is told, and no other is made (IAM User Guide, "Generate credential reports":
     * "as often as once every four hours").
     */
    private static final Duration LIFE = Duration.ofHours(4);

    public boolean isExpiredAt(Instant now) {
        return now.isAfter(generatedAt.plus(LIFE));
    }

    @Override
    public Table<CredentialReport> table() {
        return Table.CREDENTIAL_REPORT;
    }

    @Override
    public String key() {
        return KEY;
    }
}
