package io.ostiary.state.entity;

import java.time.Instant;

/**
 * What the newest credential report says: a megabyte for thousands of users, so that only the
 * projection keeps it. Its one key is constant.
 */
public record CredentialReportText(Instant generatedAt, String text) implements Entity {

    public static final String KEY = "credential-report-text";

    @Override
    public Table<CredentialReportText> table() {
        return Table.CREDENTIAL_REPORT_TEXT;
    }

    @Override
    public String key() {
        return KEY;
    }
}
