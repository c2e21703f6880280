package io.ostiary.standalone.crash;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ostiary.standalone.cli.Command;
import io.ostiary.standalone.lesson.Client;
import io.ostiary.standalone.lesson.Organization;
import io.ostiary.standalone.lesson.Tenant;

import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.organizations.model.Account;
import software.amazon.awssdk.services.organizations.model.AccountAlreadyClosedException;
import software.amazon.awssdk.services.organizations.model.ConflictException;

import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.locks.LockSupport;

/**
 * Closes an account and opens it again without pause. What was begun and not answered is asked for
 * until it is: whatever step it had come to, it comes to its end. After each answer a session of
 * the account is good, or is not, as often as it is asked.
 */
final class ClosingWorkload implements Runnable {

    private static final int UNAVAILABLE = 503;
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Duration ASK_AGAIN = Duration.ofMillis(20);

    private final Client root;
    private final Tenant tenant;
    private final Path data;
    private final Semaphore acknowledged;
    private boolean closed;
    private int closings;
    private volatile boolean stopping;

    /**
     * @param acknowledged gets a permit with each closing that was acknowledged
     */
    ClosingWorkload(Client root, Path data, Semaphore acknowledged) {
        this.root = root;
        this.tenant = Organization.create(root).newAccount();
        this.data = data;
        this.acknowledged = acknowledged;
    }

    void stop() {
        stopping = true;
    }

    @Override
    public void run() {
        while (!stopping) {
            if (closed ? isReopened() : isClosed()) {
                closed = !closed;
                closings += closed ? 1 : 0;
                acknowledged.release();
                check();
            } else {
                LockSupport.parkNanos(ASK_AGAIN.toNanos());
            }
        }
    }

    /** False when no answer came, or that the last one is still on its way. */
    private boolean isClosed() {
        try {
            root.organizations().closeAccount(r -> r.accountId(tenant.account()));
            return true;
        } catch (AccountAlreadyClosedException _) {
            return true;
        } catch (ConflictException | SdkClientException | UncheckedIOException _) {
            return false;
        } catch (AwsServiceException e) {
            return isUnanswered(e);
        }
    }

    private boolean isReopened() {
        Command reopened =
                Command.run(
                        "reopen-account", "--data", data.toString(), "--account", tenant.account());
        return reopened.code() == 0 || reopened.err().contains("AccountNotClosedException");
    }

    /** The session of its administrator is as good as the account. */
    private void check() {
        try {
            assertEquals(tenant.account(), tenant.admin().sts().getCallerIdentity().account());
            assertFalse(closed, "a session of a closed account");
        } catch (SdkClientException | UncheckedIOException _) {
            // Killed meanwhile.
        } catch (AwsServiceException e) {
            if (e.statusCode() != UNAVAILABLE) {
                assertEquals("InvalidClientTokenId", e.awsErrorDetails().errorCode());
                assertTrue(closed, "no session of an open account");
            }
        }
    }

    private static boolean isUnanswered(AwsServiceException e) {
        if (e.statusCode() != UNAVAILABLE) {
            throw e;
        }
        return false;
    }

    /** To be asked when it has stopped and the house runs. */
    void theHouseSaysWhatWasAcknowledged() {
        assertTrue(closings > 0, "nothing was closed");
        // The last one may have been begun without an answer; then it has come to its end.
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (closed ? !isReopened() : !isClosed()) {
            assertTrue(System.nanoTime() < deadline, "no end of a change of an account");
            LockSupport.parkNanos(ASK_AGAIN.toNanos());
        }
        closed = !closed;
        check();
        assertEquals(
                closed ? "SUSPENDED" : "ACTIVE",
                root.organizations().listAccountsPaginator().stream()
                        .flatMap(page -> page.accounts().stream())
                        .filter(account -> account.id().equals(tenant.account()))
                        .map(Account::statusAsString)
                        .findFirst()
                        .orElseThrow());
    }
}
