package io.ostiary.log.topic;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.config.types.Password;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

import java.util.HashMap;
import java.util.Map;

/**
 * Makes every Kafka client of the house, with its settings. The caller closes what it is given.
 * Consumers read committed records only, commit nothing by themselves, and start nowhere by
 * themselves: a position that is not there is an error, never "earliest".
 */
public final class LogClients {

    private final LogConnection connection;

    public LogClients(LogConnection connection) {
        this.connection = connection;
    }

    public Admin admin(String clientId) {
        var config = common(clientId);
        config.put("request.timeout.ms", 10_000);
        config.put("default.api.timeout.ms", 30_000);
        return Admin.create(config);
    }

    /** For partitions that the caller assigns and seeks by hand; belongs to no group. */
    public Consumer<byte[], byte[]> reader(String clientId) {
        return new KafkaConsumer<>(consuming(clientId));
    }

    /** As {@link #reader}, and may commit and read the offsets of a group. */
    public Consumer<byte[], byte[]> committing(String clientId, String groupId) {
        var config = consuming(clientId);
        config.put("group.id", groupId);
        return new KafkaConsumer<>(config);
    }

    /**
     * For partitions that the group assigns.
     *
     * @param memberId stays the same over restarts, so that a quick one moves no partition
     */
    public Consumer<byte[], byte[]> member(String clientId, String groupId, String memberId) {
        var config = consuming(clientId);
        config.put("group.id", groupId);
        config.put("group.instance.id", memberId);
        config.put("session.timeout.ms", 6_000);
        config.put("heartbeat.interval.ms", 2_000);
        return new KafkaConsumer<>(config);
    }

    /** Idempotent: it repeats what the network lost, and nothing else by itself. */
    public Producer<byte[], byte[]> producer(String clientId) {
        return new KafkaProducer<>(producing(clientId));
    }

    /**
     * As {@link #producer}, for threads that must not wait: where it would (its first metadata, a
     * full buffer) the send fails at once, with a TimeoutException on the thread that sends.
     */
    public Producer<byte[], byte[]> impatientProducer(String clientId) {
        var config = producing(clientId);
        config.put("max.block.ms", 0);
        return new KafkaProducer<>(config);
    }

    /** The writer's for one partition; whoever asks for it later fences whoever had it before. */
    public Producer<byte[], byte[]> transactional(String clientId, int partition) {
        var config = producing(clientId);
        config.put("transactional.id", Acls.TRANSACTIONAL_ID_PREFIX + partition);
        config.put("transaction.timeout.ms", 5_000);
        // The next transaction asks the coordinator again while the markers of the last are being
        // written; with the default of 100 ms a third of the throughput is left (measured).
        config.put("retry.backoff.ms", 1);
        config.put("retry.backoff.max.ms", 20);
        // What a transaction produces goes out at its commit, in one request and one flush a
        // partition. Without it the first record leaves alone, and the others behind it in dribs.
        config.put("linger.ms", 1_000);
        config.put("batch.size", Topics.MAX_MESSAGE_BYTES / 4);
        return new KafkaProducer<>(config);
    }

    private Map<String, Object> consuming(String clientId) {
        var config = common(clientId);
        config.put("key.deserializer", ByteArrayDeserializer.class);
        config.put("value.deserializer", ByteArrayDeserializer.class);
        config.put("isolation.level", "read_committed");
        config.put("enable.auto.commit", false);
        config.put("auto.offset.reset", "none");
        config.put("allow.auto.create.topics", false);
        config.put("fetch.min.bytes", 1);
        config.put("fetch.max.wait.ms", 100);
        config.put("max.partition.fetch.bytes", 4 << 20);
        // What a poll gives lives until it is folded: at ten thousand the collector copies most of
        // it, and a replay takes a third longer (measured).
        config.put("max.poll.records", 2_000);
        config.put("request.timeout.ms", 5_000);
        config.put("default.api.timeout.ms", 5_000);
        return config;
    }

    private Map<String, Object> producing(String clientId) {
        var config = common(clientId);
        config.put("key.serializer", ByteArraySerializer.class);
        config.put("value.serializer", ByteArraySerializer.class);
        config.put("acks", "all");
        config.put("enable.idempotence", true);
        // A crowd's commands leave in a few requests and not in dozens: a tenth of the CPU of a
        // write (measured), for at most so long on top of its latency.
        config.put("linger.ms", 1);
        // While one request is on its way the next ones gather: as many as come until it is done.
        // Five at once, the default, cost the broker and us as much for half as many.
        config.put("max.in.flight.requests.per.connection", 1);
        config.put("max.block.ms", 5_000);
        config.put("request.timeout.ms", 4_000);
        config.put("delivery.timeout.ms", 8_000);
        config.put("max.request.size", Topics.MAX_MESSAGE_BYTES);
        return config;
    }

    private Map<String, Object> common(String clientId) {
        var config = new HashMap<String, Object>();
        config.put("bootstrap.servers", connection.bootstrapServers());
        config.put("client.id", clientId);
        config.put("enable.metrics.push", false);
        config.put("reconnect.backoff.ms", 20);
        config.put("reconnect.backoff.max.ms", 1_000);
        LogConnection.Login login = connection.login();
        String transport = connection.tls() ? "SSL" : "PLAINTEXT";
        config.put("security.protocol", login == null ? transport : "SASL_" + transport);
        if (login != null) {
            config.put("sasl.mechanism", "PLAIN");
            config.put("sasl.jaas.config", jaas(login));
        }
        return config;
    }

    /** Kafka's own type for it: the client logs its settings, and this one as "[hidden]". */
    private static Password jaas(LogConnection.Login login) {
        String escaped = login.password().revealText().replace("\\", "\\\\").replace("\"", "\\\"");
        return new Password(
                "org.apache.kafka.common.security.plain.PlainLoginModule required username=\""
                        + login.user()
                        + "\" password=\""
                        + escaped
                        + "\";");
    }
}
