package io.ostiary.writer.loop;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.ostiary.broker.BrokerLayout;
import io.ostiary.broker.BrokerUser;
import io.ostiary.broker.Durability;
import io.ostiary.broker.EmbeddedBroker;
import io.ostiary.contract.command.Actor;
import io.ostiary.contract.command.Command;
import io.ostiary.contract.command.CommandEnvelope;
import io.ostiary.contract.command.Judgement;
import io.ostiary.contract.event.EventEnvelope;
import io.ostiary.contract.id.AccountId;
import io.ostiary.contract.outcome.Outcome;
import io.ostiary.contract.outcome.OutcomeEnvelope;
import io.ostiary.contract.secret.SealedSecret;
import io.ostiary.contract.secret.Secret;
import io.ostiary.log.codec.CommandCodec;
import io.ostiary.log.codec.Decoded.Readable;
import io.ostiary.log.codec.EventCodec;
import io.ostiary.log.codec.OutcomeCodec;
import io.ostiary.log.topic.AccountPartitioner;
import io.ostiary.log.topic.Acls;
import io.ostiary.log.topic.LogClients;
import io.ostiary.log.topic.LogConnection;
import io.ostiary.log.topic.TopicProvisioner;
import io.ostiary.log.topic.TopicSettings;
import io.ostiary.log.topic.Topics;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * A broker with the house's topics, users and access rules, one for every test of this run. A test
 * takes a partition of its own with {@link #freshAccount}, so that none sees another's records.
 */
final class RealLog implements AutoCloseable {

    static final TopicSettings SETTINGS =
            new TopicSettings(64, (short) 1, TopicSettings.Durability.PROCESS);
    static final String GATEWAY_INSTANCE = "gateway-of-the-test";

    private static final String PASSWORD = "a-password-of-the-test-";
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final Duration ASK_AGAIN = Duration.ofMillis(1);

    private final Path folder;
    private final EmbeddedBroker broker;
    private final Producer<byte[], byte[]> gateway;

    /** For every look at a topic; a connection for each would cost more than all else. */
    private final Consumer<byte[], byte[]> reader;

    private final AtomicLong accounts = new AtomicLong(300_000_000_000L);
    private final boolean[] taken = new boolean[SETTINGS.partitions()];

    RealLog() {
        this.folder = newFolder();
        this.broker = EmbeddedBroker.start(layout(folder));
        try (var admin = admin()) {
            var provisioner = new TopicProvisioner(admin);
            provisioner.provision(SETTINGS);
            provisioner.provision(Acls.all());
        }
        this.gateway = as(Acls.GATEWAY).producer("gateway");
        this.reader = as(EmbeddedBroker.SUPER_USER).reader("test-reader");
        taken[partition(AccountId.REGISTRY)] = true;
    }

    private static Path newFolder() {
        try {
            return Files.createTempDirectory("writer-log");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static BrokerLayout layout(Path folder) {
        return new BrokerLayout(
                folder,
                PASSWORD + "broker",
                Stream.of(Acls.GATEWAY, Acls.WRITER, Acls.PROJECTION, Acls.ENGINE)
                        .map(user -> new BrokerUser(user, PASSWORD + user))
                        .toList(),
                Durability.PROCESS,
                0);
    }

    LogClients as(String user) {
        return new LogClients(
                LogConnection.plain(broker.bootstrapServers(), user, Secret.of(PASSWORD + user)));
    }

    Admin admin() {
        return as(EmbeddedBroker.SUPER_USER).admin("test");
    }

    static int partition(AccountId account) {
        return AccountPartitioner.partitionOf(account, SETTINGS.partitions());
    }

    /** An account on a partition that nobody has used. */
    synchronized AccountId freshAccount() {
        while (true) {
            AccountId account = AccountId.of(accounts.incrementAndGet());
            if (!taken[partition(account)]) {
                taken[partition(account)] = true;
                return account;
            }
        }
    }

    /** Another account on the same partition. */
    synchronized AccountId neighbourOf(AccountId account) {
        while (true) {
            AccountId other = AccountId.of(accounts.incrementAndGet());
            if (partition(other) == partition(account)) {
                return other;
            }
        }
    }

    /** Sends as the gateway does; gives the offset. */
    long send(AccountId account, String requestId, Actor actor, Command command) {
        return send(account, requestId, actor, Judgement.HOUSE, command, null, null);
    }

    long send(
            AccountId account,
            String requestId,
            Actor actor,
            Command command,
            @Nullable Instant deadline,
            @Nullable SealedSecret replyKey) {
        return send(account, requestId, actor, Judgement.HOUSE, command, deadline, replyKey);
    }

    /** As the gateway sends what was allowed by the account as it was at a revision. */
    long send(AccountId account, String requestId, Actor actor, Command command, long judgedAt) {
        var judged = new Judgement(judgedAt, List.of());
        return send(account, requestId, actor, judged, command, null, null);
    }

    private long send(
            AccountId account,
            String requestId,
            Actor actor,
            Judgement judged,
            Command command,
            @Nullable Instant deadline,
            @Nullable SealedSecret replyKey) {
        var envelope =
                new CommandEnvelope(
                        account,
                        requestId,
                        GATEWAY_INSTANCE,
                        deadline,
                        actor,
                        judged,
                        Map.of(),
                        replyKey,
                        command);
        return send(new CommandCodec().encode(envelope).to(Topics.COMMANDS, partition(account)));
    }

    long send(ProducerRecord<byte[], byte[]> command) {
        try {
            return gateway.send(command).get().offset();
        } catch (Exception e) {
            throw new AssertionError("the command was not taken", e);
        }
    }

    /** Writes as a writer that had the partition before. */
    void write(int partition, List<ProducerRecord<byte[], byte[]>> records) {
        try (var producer = as(Acls.WRITER).transactional("earlier-writer", partition)) {
            producer.initTransactions();
            producer.beginTransaction();
            records.forEach(producer::send);
            producer.commitTransaction();
        }
    }

    List<EventEnvelope> events(AccountId account) {
        var codec = new EventCodec();
        var events = new ArrayList<EventEnvelope>();
        for (var record : records(Topics.EVENTS, partition(account))) {
            if (codec.decode(record) instanceof Readable(EventEnvelope event)
                    && event.account().equals(account)) {
                events.add(event);
            }
        }
        return events;
    }

    /** Every outcome that the account's gateway was sent, in order. */
    List<OutcomeEnvelope> outcomes(AccountId account) {
        var codec = new OutcomeCodec();
        var outcomes = new ArrayList<OutcomeEnvelope>();
        for (var record : records(Topics.OUTCOMES, partition(account))) {
            if (codec.decode(record) instanceof Readable(OutcomeEnvelope outcome)
                    && outcome.account().equals(account)) {
                outcomes.add(outcome);
            }
        }
        return outcomes;
    }

    /** Waits for the outcome of a request and gives the first. */
    Outcome outcome(AccountId account, String requestId) {
        return await(
                () ->
                        outcomes(account).stream()
                                .filter(each -> each.requestId().equals(requestId))
                                .map(OutcomeEnvelope::outcome)
                                .findFirst(),
                "the outcome of " + requestId);
    }

    void awaitEvents(AccountId account, Predicate<List<EventEnvelope>> enough) {
        await(() -> Optional.of(events(account)).filter(enough), "events of " + account);
    }

    static <T> T await(java.util.function.Supplier<Optional<T>> asked, String what) {
        long until = System.nanoTime() + PATIENCE.toNanos();
        while (System.nanoTime() - until < 0) {
            Optional<T> answer = asked.get();
            if (answer.isPresent()) {
                return answer.get();
            }
            LockSupport.parkNanos(ASK_AGAIN.toNanos());
        }
        throw new AssertionError("waited in vain for " + what);
    }

    /** Every committed record of a partition. */
    List<ConsumerRecord<byte[], byte[]>> records(String topic, int partition) {
        var from = new TopicPartition(topic, partition);
        var records = new ArrayList<ConsumerRecord<byte[], byte[]>>();
        synchronized (reader) {
            reader.assign(Set.of(from));
            reader.seekToBeginning(Set.of(from));
            long end = Objects.requireNonNull(reader.endOffsets(Set.of(from)).get(from));
            long until = System.nanoTime() + PATIENCE.toNanos();
            while (reader.position(from) < end) {
                if (System.nanoTime() - until > 0) {
                    throw new AssertionError("waited in vain for the end of " + from);
                }
                reader.poll(Duration.ofMillis(100)).records(from).forEach(records::add);
            }
        }
        return records;
    }

    /** Cuts off everything that the account's partition of iam.commands holds. */
    void loseCommands(AccountId account) {
        var commands = new TopicPartition(Topics.COMMANDS, partition(account));
        try (var admin = admin()) {
            admin.deleteRecords(Map.of(commands, RecordsToDelete.beforeOffset(-1))).all().get();
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    /** Waits until the account's partition of iam.commands holds a command. */
    void awaitCommands(AccountId account) {
        await(
                () -> records(Topics.COMMANDS, partition(account)).stream().findFirst(),
                "a command to " + account);
    }

    /** Kafka's id of iam.commands, as sources name it. */
    String commandsTopicId() {
        try (var admin = admin()) {
            var described = admin.describeTopics(List.of(Topics.COMMANDS)).allTopicNames().get();
            return Objects.requireNonNull(described.get(Topics.COMMANDS)).topicId().toString();
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    /** Closing it takes the limit back. */
    interface Limit extends AutoCloseable {
        @Override
        void close();
    }

    Limit withMaxMessageBytes(String topic, int bytes) {
        setMaxMessageBytes(topic, bytes);
        return () -> setMaxMessageBytes(topic, Topics.MAX_MESSAGE_BYTES);
    }

    private void setMaxMessageBytes(String topic, int bytes) {
        configure(
                new ConfigResource(ConfigResource.Type.TOPIC, topic),
                Map.of("max.message.bytes", Integer.toString(bytes)));
    }

    /** What takes the house an hour takes a moment: for every test of this run. */
    void compactAtOnce(String topic) {
        configure(
                new ConfigResource(ConfigResource.Type.TOPIC, topic),
                Map.of(
                        "segment.ms", "1",
                        "max.compaction.lag.ms", "1",
                        "file.delete.delay.ms", "0"));
        configure(
                new ConfigResource(ConfigResource.Type.BROKER, ""),
                Map.of("log.cleaner.backoff.ms", "50"));
    }

    private void configure(ConfigResource resource, Map<String, String> settings) {
        List<AlterConfigOp> changes =
                settings.entrySet().stream()
                        .map(each -> new ConfigEntry(each.getKey(), each.getValue()))
                        .map(entry -> new AlterConfigOp(entry, AlterConfigOp.OpType.SET))
                        .toList();
        try (var admin = admin()) {
            admin.incrementalAlterConfigs(Map.of(resource, changes)).all().get();
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    /** Whether any file of the broker holds these bytes. */
    boolean isOnDisk(byte[] sought) {
        // A text of one character for each byte.
        String text = new String(sought, ISO_8859_1);
        try (var files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile)
                    .filter(file -> file.toString().contains(".log"))
                    .anyMatch(file -> holds(file, text));
        } catch (IOException | UncheckedIOException _) {
            // A file that is gone meanwhile: look again.
            return true;
        }
    }

    private static boolean holds(Path file, String text) {
        try {
            return Files.readString(file, ISO_8859_1).contains(text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        gateway.close(Duration.ZERO);
        reader.close();
        broker.close();
    }

    /** Gives the one log to the tests that ask for it, and ends it after the last. */
    static final class Shared implements ParameterResolver {
        @Override
        public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
            return parameter.getParameter().getType() == RealLog.class;
        }

        @Override
        public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
            return context.getRoot()
                    .getStore(ExtensionContext.Namespace.GLOBAL)
                    .getOrComputeIfAbsent(RealLog.class, _ -> new RealLog(), RealLog.class);
        }
    }
}
