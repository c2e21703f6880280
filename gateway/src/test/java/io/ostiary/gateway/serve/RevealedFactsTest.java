package io.ostiary.gateway.serve;

import static io.ostiary.gateway.serve.TestGateway.ALICE;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ostiary.contract.error.OrganizationsError.AccountAlreadyClosed;
import io.ostiary.contract.id.AccountId;
import io.ostiary.contract.outcome.Outcome;
import io.ostiary.contract.port.Revealed;
import io.ostiary.gateway.pipeline.CommandSender.Delivery;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.net.http.HttpResponse;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.LongStream;

/** An answer that tells of other accounts' histories waits until every reader has them. */
@Timeout(30)
final class RevealedFactsTest {

    private final TestGateway gateway = new TestGateway();
    private final ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor();

    @AfterEach
    void stop() {
        callers.close();
        gateway.close();
    }

    @Test
    void theAnswerIsHeldUntilEveryReaderHasWhatItReveals() throws Exception {
        var readers = new CompletableFuture<Boolean>();
        gateway.readers = readers;
        gateway.projection.revealed = List.of(new Revealed(AccountId.of(2), 5));
        Future<HttpResponse<String>> answer = callers.submit(this::listAccounts);
        awaitAsked(1);
        assertEquals(List.of(5L), gateway.awaited);
        assertFalse(answer.isDone());
        readers.complete(true);
        assertEquals(200, answer.get().statusCode());
    }

    @Test
    void whatCannotBeConfirmedIsNotTold() {
        gateway.visible = false;
        gateway.projection.revealed = List.of(new Revealed(AccountId.of(2), 5));
        var refused = listAccounts();
        assertEquals(503, refused.statusCode());
        assertTrue(refused.body().contains("could not confirm the answer in time"), refused.body());
        // Nor is it taken for visible the next time.
        gateway.visible = true;
        assertEquals(200, listAccounts().statusCode());
        assertEquals(List.of(5L, 5L), gateway.awaited);
    }

    @Test
    void readersThatCannotBeAskedMakeNoAnswer() {
        gateway.readers = CompletableFuture.failedFuture(new IllegalStateException("no readers"));
        gateway.projection.revealed = List.of(new Revealed(AccountId.of(2), 5));
        assertEquals(503, listAccounts().statusCode());
    }

    @Test
    void aPageIsAwaitedAtOnceAndOnlyWhereItIsNews() throws Exception {
        var readers = new CompletableFuture<Boolean>();
        gateway.readers = readers;
        gateway.projection.revealed = page(3);
        Future<HttpResponse<String>> first = callers.submit(this::listAccounts);
        // All are asked for before the first is there.
        awaitAsked(20);
        readers.complete(true);
        assertEquals(200, first.get().statusCode());

        assertEquals(200, listAccounts().statusCode());
        gateway.projection.revealed = page(2);
        assertEquals(200, listAccounts().statusCode());
        assertEquals(20, gateway.awaited.size(), "known to be everywhere");

        gateway.projection.revealed =
                List.of(new Revealed(AccountId.of(1), 3), new Revealed(AccountId.of(2), 4));
        assertEquals(200, listAccounts().statusCode());
        assertEquals(21, gateway.awaited.size());
        assertEquals(4L, gateway.awaited.getLast());
    }

    @Test
    void aRefusalThatTellsOfAnotherHistoryIsHeldAsWell() {
        var closed = new AccountAlreadyClosed("closed", new Revealed(AccountId.of(2), 5));
        gateway.writer.answer = _ -> new Delivery.Answered(new Outcome.Rejected(closed, 9));
        HttpResponse<String> refused = closeAccount();
        assertEquals(400, refused.statusCode());
        assertTrue(refused.body().contains("AccountAlreadyClosedException"), refused.body());
        assertEquals(List.of(9L, 5L), gateway.awaited);

        gateway.visible = false;
        assertEquals(503, closeAccount().statusCode());
    }

    private HttpResponse<String> closeAccount() {
        return gateway.organizations(ALICE, "CloseAccount", "{\"AccountId\":\"000000000002\"}");
    }

    private static List<Revealed> page(long revision) {
        return LongStream.rangeClosed(1, 20)
                .mapToObj(i -> new Revealed(AccountId.of(i), revision))
                .toList();
    }

    private HttpResponse<String> listAccounts() {
        return gateway.organizations(ALICE, "ListAccounts", "{}");
    }

    private void awaitAsked(int times) {
        while (gateway.awaited.size() < times) {
            Thread.onSpinWait();
        }
    }
}
