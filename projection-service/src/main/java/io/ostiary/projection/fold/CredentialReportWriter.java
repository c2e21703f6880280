package io.ostiary.projection.fold;

import io.ostiary.contract.id.Arn;
import io.ostiary.contract.id.EntityId;
import io.ostiary.contract.id.EntityKind;
import io.ostiary.state.entity.Account;
import io.ostiary.state.entity.Credentials;
import io.ostiary.state.entity.Credentials.AccessKey;
import io.ostiary.state.entity.Credentials.LoginProfile;
import io.ostiary.state.entity.HeldCredential;
import io.ostiary.state.entity.LastUse;
import io.ostiary.state.entity.PasswordPolicy;
import io.ostiary.state.entity.SigningCertificate;
import io.ostiary.state.entity.Table;
import io.ostiary.state.entity.User;
import io.ostiary.state.view.AccountView;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * An account's credential report as text: root, and then the users by name ignoring case, a line
 * each, without a line end after the last. Columns and values are those of the IAM User Guide,
 * "Generate credential reports". Where AWS was seen to do otherwise than it says (stackd,
 * docs/iam-credential-reports, with recorded answers), it is as seen: true and false in small
 * letters, what is not active keeps its date, keys are ordered by id, certificates that are not
 * active come first, and additional_credentials_info, which is for users with more than two of a
 * kind, is left out.
 */
final class CredentialReportWriter {

    private static final String HEADER =
            "user,arn,user_creation_time,password_enabled,password_last_used,password_last_changed,"
                    + "password_next_rotation,mfa_active,access_key_1_active,"
                    + "access_key_1_last_rotated,access_key_1_last_used_date,"
                    + "access_key_1_last_used_region,access_key_1_last_used_service,"
                    + "access_key_2_active,access_key_2_last_rotated,access_key_2_last_used_date,"
                    + "access_key_2_last_used_region,access_key_2_last_used_service,"
                    + "cert_1_active,cert_1_last_rotated,cert_2_active,cert_2_last_rotated";

    private static final String ROOT = "<root_account>";
    private static final String NONE = "N/A";

    /** Of a password that was never used. */
    private static final String NO_INFORMATION = "no_information";

    /** Root's password does not age. */
    private static final String NOT_SUPPORTED = "not_supported";

    /** As tools that read the report expect it, such as {@code 2015-06-16T22:45:00+00:00}. */
    private static final DateTimeFormatter DATE =
            DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss'+00:00'").withZone(ZoneOffset.UTC);

    /** A user has two of each at most. */
    private static final int SLOTS = 2;

    private static final int LINE_LENGTH = 320;

    private final AccountView account;
    private final @Nullable PasswordPolicy passwords;
    private final StringBuilder text;

    private CredentialReportWriter(AccountView account) {
        this.account = account;
        this.passwords = account.passwordPolicy();
        this.text = new StringBuilder(LINE_LENGTH * (2 + account.count(Table.USERS)));
    }

    static String textOf(AccountView account) {
        return new CredentialReportWriter(account).write();
    }

    private String write() {
        text.append(HEADER);
        Account opened = account.account();
        if (opened != null) {
            var id = new EntityId(EntityKind.ROOT, account.id().value());
            Credentials credentials = account.credentialsOf(id);
            line(
                    id,
                    ROOT,
                    Arn.root(account.id()),
                    opened.openedAt(),
                    credentials == null ? Credentials.NONE : credentials);
        }
        for (User user : account.scan(Table.USERS, "")) {
            line(
                    user.entityId(),
                    user.name(),
                    user.arn(account.id()),
                    user.createdAt(),
                    user.credentials());
        }
        return text.toString();
    }

    private void line(
            EntityId owner, String name, Arn arn, Instant createdAt, Credentials credentials) {
        text.append('\n').append(quoted(name));
        add(quoted(arn.toString()));
        add(DATE.format(createdAt));
        password(owner, credentials.loginProfile());
        add(false); // mfa_active: there are no devices yet
        accessKeys(credentials.accessKeys());
        certificates(owner);
    }

    private void password(EntityId owner, @Nullable LoginProfile profile) {
        add(profile != null);
        if (profile == null) {
            add(NONE);
            add(NONE);
        } else {
            LastUse use = account.lastUse(owner.uniqueId());
            add(use == null ? NO_INFORMATION : DATE.format(use.at()));
            add(DATE.format(profile.passwordSetAt()));
        }
        if (owner.kind() == EntityKind.ROOT) {
            add(NOT_SUPPORTED);
            return;
        }
        Instant next =
                profile == null || passwords == null ? null : passwords.expirationOf(profile);
        add(next == null ? NONE : DATE.format(next));
    }

    private void accessKeys(List<AccessKey> held) {
        var keys = new ArrayList<>(held);
        keys.sort(Comparator.comparing(AccessKey::id));
        for (int i = 0; i < SLOTS; i++) {
            AccessKey key = i < keys.size() ? keys.get(i) : null;
            LastUse use = key == null ? null : account.lastUse(key.id());
            add(key != null && key.active());
            add(key == null ? NONE : DATE.format(key.createdAt()));
            add(use == null ? NONE : DATE.format(use.at()));
            add(use == null || use.region() == null ? NONE : use.region());
            add(use == null || use.service() == null ? NONE : use.service());
        }
    }

    private void certificates(EntityId owner) {
        var certificates = new ArrayList<SigningCertificate>();
        account.scan(Table.SIGNING_CERTIFICATES, HeldCredential.prefix(owner))
                .forEach(certificates::add);
        certificates.sort(
                Comparator.comparing(SigningCertificate::active)
                        .thenComparing(SigningCertificate::createdAt)
                        .thenComparing(SigningCertificate::id));
        for (int i = 0; i < SLOTS; i++) {
            SigningCertificate held = i < certificates.size() ? certificates.get(i) : null;
            add(held != null && held.active());
            add(held == null ? NONE : DATE.format(held.createdAt()));
        }
    }

    private void add(boolean flag) {
        text.append(flag ? ",true" : ",false");
    }

    private void add(String value) {
        text.append(',').append(value);
    }

    /** Names may hold commas and paths quotation marks (RFC 4180). */
    private static String quoted(String value) {
        return value.indexOf(',') < 0 && value.indexOf('"') < 0
                ? value
                : '"' + value.replace("\"", "\"\"") + '"';
    }
}
