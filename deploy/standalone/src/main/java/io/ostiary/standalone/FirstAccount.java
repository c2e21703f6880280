package io.ostiary.standalone;

import io.ostiary.contract.command.Actor;
import io.ostiary.contract.command.CommandEnvelope;
import io.ostiary.contract.command.HistoryCommand.NewAccount;
import io.ostiary.contract.command.HistoryCommand.ReserveAccount;
import io.ostiary.contract.command.HistoryCommand.RootKey;
import io.ostiary.contract.id.AccountId;
import io.ostiary.contract.port.Readers;
import io.ostiary.log.codec.CommandCodec;
import io.ostiary.log.topic.AccountPartitioner;
import io.ostiary.log.topic.LogClients;
import io.ostiary.log.topic.Topics;
import io.ostiary.sealing.CommandFields;
import io.ostiary.standalone.folder.RootCredentials;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Opens the account whose root credentials lie in the data folder. They lie there first, so the
 * request may be made again after any crash: it has one id, and the histories take it twice without
 * harm.
 */
final class FirstAccount {

    /** An account that is open has its first event and root's key at least. */
    private static final long OPEN_REVISION = 2;

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private FirstAccount() {}

    /**
     * @param clients of a user that may write iam.commands
     * @throws IllegalStateException when the account is not open after half a minute
     */
    static void open(
            RootCredentials root,
            LogClients clients,
            int partitions,
            CommandFields fields,
            Readers readers) {
        AccountId account = root.account();
        var key =
                new RootKey(
                        root.accessKeyId().value(),
                        fields.seal(
                                root.secretAccessKey(),
                                "secretAccessKey",
                                root.accessKeyId().value()));
        var wanted =
                new NewAccount(account, "ostiary", "root@" + account + ".invalid", null, null, key);
        var requestId = "first-account-" + account;
        var command =
                new CommandEnvelope(
                        AccountId.REGISTRY,
                        requestId,
                        "",
                        null,
                        Actor.system(account),
                        Map.of(),
                        null,
                        new ReserveAccount(requestId, account, wanted));
        int partition = AccountPartitioner.partitionOf(AccountId.REGISTRY, partitions);
        try (var producer = clients.producer("first-account")) {
            producer.send(new CommandCodec().encode(command).to(Topics.COMMANDS, partition)).get();
            boolean open =
                    readers.await(account, OPEN_REVISION)
                            .toCompletableFuture()
                            .get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
            if (!open) {
                throw new IllegalStateException("account " + account + " was not opened in time");
            }
        } catch (ExecutionException | TimeoutException e) {
            throw new IllegalStateException("account " + account + " could not be opened", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while opening the first account", e);
        }
    }
}
