package io.ostiary.broker;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.TransactionalIdNotFoundException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * The broker's own topic of transactions: there before the first transaction, flushed as promised.
 *
 * <p>The broker makes the topic, with settings of its own, when it is first asked for a
 * transaction's coordinator; only then can the flushing be added. KRaft's metadata log needs no
 * such help: its leader flushes every append.
 */
final class TransactionLog {
    private static final ConfigResource TOPIC =
            new ConfigResource(ConfigResource.Type.TOPIC, "__transaction_state");
    private static final String FLUSH = "flush.messages";
    private static final int PATIENCE_SECONDS = 60;

    private final Admin admin;

    TransactionLog(Admin admin) {
        this.admin = admin;
    }

    void ensure(Durability durability) {
        if (!exists()) {
            askForCoordinator();
        }
        boolean flushed = "1".equals(flushMessages());
        if (flushed != (durability == Durability.DISK)) {
            set(durability);
        }
    }

    private boolean exists() {
        try {
            await(admin.describeTopics(List.of(TOPIC.name())).allTopicNames());
            return true;
        } catch (ExecutionException e) {
            if (e.getCause() instanceof UnknownTopicOrPartitionException) {
                return false;
            }
            throw failed(e);
        }
    }

    private void askForCoordinator() {
        try {
            await(admin.describeTransactions(List.of("ostiary-none")).all());
        } catch (ExecutionException e) {
            if (!(e.getCause() instanceof TransactionalIdNotFoundException)) {
                throw failed(e);
            }
        }
    }

    private @Nullable String flushMessages() {
        try {
            var config = await(admin.describeConfigs(List.of(TOPIC)).all()).get(TOPIC);
            var entry = config == null ? null : config.get(FLUSH);
            return entry == null ? null : entry.value();
        } catch (ExecutionException e) {
            throw failed(e);
        }
    }

    private void set(Durability durability) {
        var operation =
                switch (durability) {
                    case DISK -> AlterConfigOp.OpType.SET;
                    case PROCESS -> AlterConfigOp.OpType.DELETE;
                };
        try {
            var change = new AlterConfigOp(new ConfigEntry(FLUSH, "1"), operation);
            await(admin.incrementalAlterConfigs(Map.of(TOPIC, List.of(change))).all());
        } catch (ExecutionException e) {
            throw failed(e);
        }
    }

    private static <T> T await(KafkaFuture<T> future) throws ExecutionException {
        try {
            return future.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            throw new IllegalStateException("the broker did not answer in time", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while the broker starts", e);
        }
    }

    private static IllegalStateException failed(ExecutionException e) {
        return new IllegalStateException(
                "cannot prepare the broker's transaction log", e.getCause());
    }
}
