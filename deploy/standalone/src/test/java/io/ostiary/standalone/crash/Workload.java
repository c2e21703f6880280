package io.ostiary.standalone.crash;

import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.iam.IamClient;

import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Semaphore;
import java.util.concurrent.locks.LockSupport;

/**
 * One client that writes and reads without pause, and remembers what it was told. When the house is
 * gone it asks on until somebody answers: the first answer has to be true again.
 */
final class Workload implements Runnable {

    private static final List<String> POLICIES =
            List.of(
                    "arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess",
                    "arn:aws:iam::aws:policy/IAMReadOnlyAccess",
                    "arn:aws:iam::aws:policy/AmazonEC2ReadOnlyAccess");
    private static final int KEYS_OF_A_USER = 2;
    private static final int UNAVAILABLE = 503;
    private static final Duration ASK_AGAIN = Duration.ofMillis(20);

    private final String prefix;
    private final IamClient iam;
    private final Random random;
    private final Semaphore acknowledged;
    private final List<Ledger> ledgers = new ArrayList<>();
    private volatile boolean stopping;

    /**
     * @param acknowledged gets a permit with each write that was acknowledged
     */
    Workload(String prefix, IamClient iam, Random random, Semaphore acknowledged) {
        this.prefix = prefix;
        this.iam = iam;
        this.random = random;
        this.acknowledged = acknowledged;
    }

    List<Ledger> ledgers() {
        return ledgers;
    }

    void stop() {
        stopping = true;
    }

    @Override
    public void run() {
        while (!stopping) {
            if (random.nextInt(4) == 0) {
                read();
            } else if (!write()) {
                read();
            }
        }
    }

    /** False when no answer came. */
    private boolean write() {
        List<Ledger> open = ledgers.stream().filter(each -> !each.closed).toList();
        if (open.isEmpty() || random.nextInt(5) == 0) {
            return createUser();
        }
        Ledger user = any(open);
        return switch (random.nextInt(4)) {
            case 0 -> user.keys.size() < KEYS_OF_A_USER ? createKey(user) : deleteKey(user);
            case 1 -> user.keys.isEmpty() ? createKey(user) : deleteKey(user);
            case 2 -> {
                String arn = any(POLICIES);
                yield user.attached.contains(arn) ? detach(user, arn) : attach(user, arn);
            }
            default ->
                    user.keys.isEmpty() && user.attached.isEmpty()
                            ? deleteUser(user)
                            : createKeyOrUser(user);
        };
    }

    private boolean createKeyOrUser(Ledger user) {
        return user.keys.isEmpty() ? createKey(user) : createUser();
    }

    private boolean createUser() {
        var user = new Ledger(prefix + ledgers.size());
        ledgers.add(user);
        return attempt(
                () -> user.id = iam.createUser(r -> r.userName(user.name)).user().userId(),
                user::undecidedUser);
    }

    private boolean deleteUser(Ledger user) {
        return attempt(
                () -> {
                    iam.deleteUser(r -> r.userName(user.name));
                    user.deleted = true;
                    user.closed = true;
                },
                user::undecidedUser);
    }

    private boolean createKey(Ledger user) {
        return attempt(
                () -> {
                    var key = iam.createAccessKey(r -> r.userName(user.name)).accessKey();
                    user.keys.put(
                            key.accessKeyId(),
                            AwsBasicCredentials.create(key.accessKeyId(), key.secretAccessKey()));
                },
                user::undecidedNewKey);
    }

    private boolean deleteKey(Ledger user) {
        String id = any(user.keys.keySet().stream().sorted().toList());
        return attempt(
                () -> {
                    iam.deleteAccessKey(r -> r.userName(user.name).accessKeyId(id));
                    user.revoked.put(id, user.keys.remove(id));
                },
                () -> user.undecided(id));
    }

    private boolean attach(Ledger user, String arn) {
        return attempt(
                () -> {
                    iam.attachUserPolicy(r -> r.userName(user.name).policyArn(arn));
                    user.attached.add(arn);
                },
                () -> user.undecided(arn));
    }

    private boolean detach(Ledger user, String arn) {
        return attempt(
                () -> {
                    iam.detachUserPolicy(r -> r.userName(user.name).policyArn(arn));
                    user.attached.remove(arn);
                },
                () -> user.undecided(arn));
    }

    /** Any refusal but the deliberate one is a broken promise: every write here is allowed. */
    private boolean attempt(Runnable write, Runnable undecided) {
        try {
            write.run();
            acknowledged.release();
            return true;
        } catch (SdkClientException | UncheckedIOException e) {
            undecided.run();
        } catch (AwsServiceException e) {
            if (e.statusCode() != UNAVAILABLE) {
                throw e;
            }
            undecided.run();
        }
        return false;
    }

    /** Asks until somebody answers, and the answer must be true. */
    private void read() {
        List<Ledger> known = ledgers.stream().filter(Ledger::decided).toList();
        while (!stopping && !known.isEmpty()) {
            try {
                any(known).check(iam);
                return;
            } catch (SdkClientException | UncheckedIOException _) {
                LockSupport.parkNanos(ASK_AGAIN.toNanos());
            } catch (AwsServiceException e) {
                if (e.statusCode() != UNAVAILABLE) {
                    throw e;
                }
                LockSupport.parkNanos(ASK_AGAIN.toNanos());
            }
        }
    }

    private <T> T any(List<T> of) {
        return of.get(random.nextInt(of.size()));
    }
}
