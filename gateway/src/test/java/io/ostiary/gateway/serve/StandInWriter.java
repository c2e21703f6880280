package io.ostiary.gateway.serve;

import io.ostiary.contract.command.CommandEnvelope;
import io.ostiary.contract.outcome.OutcomeEnvelope;
import io.ostiary.log.codec.CommandCodec;
import io.ostiary.log.codec.Decoded;
import io.ostiary.log.codec.OutcomeCodec;
import io.ostiary.log.topic.LogClients;
import io.ostiary.log.topic.Topics;

import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.TopicPartition;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;

/** Reads iam.commands on a thread of its own and writes the outcomes it is told to. */
final class StandInWriter implements AutoCloseable {

    final List<CommandEnvelope> received = new CopyOnWriteArrayList<>();
    private final Consumer<byte[], byte[]> commands;
    private final Producer<byte[], byte[]> outcomes;
    private final CommandCodec commandCodec = new CommandCodec();
    private final OutcomeCodec outcomeCodec = new OutcomeCodec();
    private final Function<CommandEnvelope, List<OutcomeEnvelope>> decide;
    private final Thread thread;
    private volatile boolean stopped;

    StandInWriter(LogClients clients, Function<CommandEnvelope, List<OutcomeEnvelope>> decide) {
        this.decide = decide;
        commands = clients.reader("stand-in-writer");
        outcomes = clients.producer("stand-in-writer");
        List<TopicPartition> all =
                commands.partitionsFor(Topics.COMMANDS).stream()
                        .map(info -> new TopicPartition(info.topic(), info.partition()))
                        .toList();
        commands.assign(all);
        commands.seekToBeginning(all);
        thread = Thread.ofPlatform().daemon().start(this::run);
    }

    private void run() {
        while (!stopped) {
            for (ConsumerRecord<byte[], byte[]> record : commands.poll(Duration.ofMillis(20))) {
                if (commandCodec.decode(record)
                        instanceof Decoded.Readable<CommandEnvelope>(CommandEnvelope command)) {
                    received.add(command);
                    for (OutcomeEnvelope outcome : decide.apply(command)) {
                        outcomes.send(
                                outcomeCodec
                                        .encode(outcome)
                                        .to(Topics.OUTCOMES, record.partition()));
                    }
                }
            }
        }
    }

    @Override
    public void close() {
        stopped = true;
        try {
            thread.join();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
        commands.close();
        outcomes.close();
    }
}
