package io.ostiary.broker;

import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;

/** One record, one transaction; also a process that does it once and waits to be killed. */
final class Transactions {
    private Transactions() {}

    static void main(String[] arguments) throws Exception {
        var layout =
                new BrokerLayout(
                        Path.of(arguments[0]), arguments[1], List.of(), Durability.DISK, 0);
        var broker = EmbeddedBroker.start(layout);
        produce(broker, "kept", "acknowledged");
        System.out.println("acknowledged");
        // Until it is killed, or whoever started it has ended.
        System.in.read();
    }

    static void produce(EmbeddedBroker broker, String topic, String value) throws Exception {
        createTopic(broker, topic);
        var settings = broker.clientSettings(EmbeddedBroker.SUPER_USER);
        settings.put("transactional.id", "writer");
        try (var producer =
                new KafkaProducer<>(settings, new StringSerializer(), new StringSerializer())) {
            producer.initTransactions();
            producer.beginTransaction();
            var sent = producer.send(new ProducerRecord<>(topic, value));
            producer.commitTransaction();
            sent.get(30, TimeUnit.SECONDS);
        }
    }

    /** All committed values, once there are as many; a commit returns before its marker shows. */
    static List<String> committed(EmbeddedBroker broker, String topic, int count) {
        var settings = broker.clientSettings(EmbeddedBroker.SUPER_USER);
        settings.put("isolation.level", "read_committed");
        try (var consumer =
                new KafkaConsumer<>(settings, new StringDeserializer(), new StringDeserializer())) {
            var partition = new TopicPartition(topic, 0);
            consumer.assign(List.of(partition));
            consumer.seekToBeginning(List.of(partition));
            var deadline = Instant.now().plusSeconds(30);
            var values = new ArrayList<String>();
            while (values.size() < count && Instant.now().isBefore(deadline)) {
                consumer.poll(Duration.ofSeconds(1)).forEach(record -> values.add(record.value()));
            }
            return values;
        }
    }

    static void createTopic(EmbeddedBroker broker, String topic) throws Exception {
        try (var admin = broker.admin()) {
            var wanted =
                    new NewTopic(topic, Optional.of(1), Optional.empty())
                            .configs(Map.of("flush.messages", "1"));
            admin.createTopics(List.of(wanted)).all().get(30, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            if (!(e.getCause() instanceof TopicExistsException)) {
                throw e;
            }
        }
    }
}
