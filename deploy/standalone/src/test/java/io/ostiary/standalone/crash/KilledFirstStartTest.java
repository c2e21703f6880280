package io.ostiary.standalone.crash;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.ostiary.contract.event.AccountEvent.AccountOpened;
import io.ostiary.contract.event.RegistryEvent.AccountConfirmed;
import io.ostiary.contract.event.RegistryEvent.AccountReserved;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

import software.amazon.awssdk.auth.credentials.AwsCredentials;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * The first start is killed again and again on one folder, each time in a later step; the one that
 * is left alone opens the account whose credentials were on disk first.
 */
@Execution(ExecutionMode.CONCURRENT)
class KilledFirstStartTest {

    private static final long SEED = 20_260_303;

    /** So many lines of progress are let pass before the kill; and a little of what follows. */
    private static final List<Integer> LINES = List.of(1, 2, 3, 4, 5, 6);

    /** Each start costs seconds; every step has its turn each night. */
    private static final List<Integer> SOME_LINES = List.of(2, 4, 6);

    private static final Duration LONGEST_STEP = Duration.ofMillis(700);

    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    private Path parent;

    @Test
    void theAccountOpensOnceWithTheCredentialsOnDisk() throws Exception {
        theAccountOpensOnce(SEED, SOME_LINES);
    }

    @Test
    @Tag("nightly")
    void theAccountOpensOnceHoweverLongItTakes() throws Exception {
        theAccountOpensOnce(
                System.nanoTime(), LINES.stream().flatMap(n -> Stream.of(n, n, n)).toList());
    }

    private void theAccountOpensOnce(long seed, List<Integer> kills) throws Exception {
        var random = new Random(seed);
        Path data = parent.resolve("data");
        int port = ChildHouse.freePort();
        AwsCredentials first = null;
        for (int lines : kills) {
            try (var house = ChildHouse.start(data, port)) {
                house.awaitLines(lines);
                house.awaitEnd(random.nextLong(LONGEST_STEP.toMillis()), TimeUnit.MILLISECONDS);
            }
            first = same(first, data);
        }
        var house = ChildHouse.start(data, port);
        try {
            house.awaitReady();
            AwsCredentials root = ChildHouse.rootCredentials(data);
            same(first, data);
            assertEquals(
                    ChildHouse.account(data),
                    new Callers("http://127.0.0.1:" + port)
                            .sts(root)
                            .getCallerIdentity()
                            .account());
        } finally {
            house.stop();
        }
        oneAccountExists(data);
    }

    private void oneAccountExists(Path data) throws Exception {
        try (var models = new ReadModels(data)) {
            assertEquals(1, count(models, AccountReserved.class));
            assertEquals(1, count(models, AccountOpened.class));
            assertEquals(1, count(models, AccountConfirmed.class));
            models.revisionsAreWhole();
            models.theProjectionEqualsAFreshReplay(parent, new Random(SEED));
        }
    }

    private static long count(ReadModels models, Class<?> event) {
        return models.events().stream().filter(each -> event.isInstance(each.event())).count();
    }

    /** What was once on disk stays. */
    private static @Nullable AwsCredentials same(@Nullable AwsCredentials before, Path data)
            throws IOException {
        if (!Files.exists(data.resolve("root-credentials.json"))) {
            assertEquals(null, before, "root credentials that were lost");
            return null;
        }
        AwsCredentials now = ChildHouse.rootCredentials(data);
        if (before != null) {
            assertEquals(before.accessKeyId(), now.accessKeyId());
            assertEquals(before.secretAccessKey(), now.secretAccessKey());
        }
        return now;
    }
}
