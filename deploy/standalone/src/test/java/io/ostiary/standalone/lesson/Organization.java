package io.ostiary.standalone.lesson;

import static org.junit.jupiter.api.Assertions.assertEquals;

import software.amazon.awssdk.services.organizations.model.CreateAccountState;
import software.amazon.awssdk.services.organizations.model.CreateAccountStatus;
import software.amazon.awssdk.services.sts.model.Credentials;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/** Opens accounts, as the management account's administrator does. */
public final class Organization {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final Client root;
    private final Client opener;
    private final AtomicInteger made = new AtomicInteger();

    private Organization(Client root, Client opener) {
        this.root = root;
        this.opener = opener;
    }

    public static Organization create(Client root) {
        root.organizations().createOrganization(r -> {});
        // Root may not assume roles: a user does.
        root.iam().createUser(r -> r.userName("opener"));
        root.iam()
                .putUserPolicy(
                        r ->
                                r.userName("opener")
                                        .policyName("open")
                                        .policyDocument(Documents.allow("sts:AssumeRole", "*")));
        var key = root.iam().createAccessKey(r -> r.userName("opener")).accessKey();
        return new Organization(root, root.with(Client.credentials(key)));
    }

    public Tenant newAccount() {
        int number = made.incrementAndGet();
        var asked =
                root.organizations()
                        .createAccount(
                                r ->
                                        r.accountName("tenant " + number)
                                                .email("tenant-" + number + "@example.com"))
                        .createAccountStatus();
        String account = finished(root, asked).accountId();
        String role = "arn:aws:iam::" + account + ":role/OrganizationAccountAccessRole";
        Credentials session =
                opener.sts()
                        .assumeRole(r -> r.roleArn(role).roleSessionName("administrator"))
                        .credentials();
        return new Tenant(account, root.with(Client.credentials(session)));
    }

    /** An account opens on its own after the answer; AWS's users poll, too. */
    static CreateAccountStatus finished(Client management, CreateAccountStatus asked) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        var status = asked;
        while (status.state() == CreateAccountState.IN_PROGRESS && System.nanoTime() < deadline) {
            LockSupport.parkNanos(5_000_000);
            status =
                    management
                            .organizations()
                            .describeCreateAccountStatus(r -> r.createAccountRequestId(asked.id()))
                            .createAccountStatus();
        }
        assertEquals(CreateAccountState.SUCCEEDED, status.state(), status.toString());
        return status;
    }
}
