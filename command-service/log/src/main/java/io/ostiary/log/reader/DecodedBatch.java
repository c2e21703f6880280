package io.ostiary.log.reader;

import io.ostiary.contract.event.EventEnvelope;
import io.ostiary.log.codec.Decoded;
import io.ostiary.log.codec.EventCodec;

import org.apache.kafka.clients.consumer.ConsumerRecord;

import java.util.ArrayList;
import java.util.List;

/**
 * What one poll gave of one partition, in the order of the log.
 *
 * @param decoded of each record
 */
record DecodedBatch(
        List<ConsumerRecord<byte[], byte[]>> records, List<Decoded<EventEnvelope>> decoded) {

    static DecodedBatch of(EventCodec codec, List<ConsumerRecord<byte[], byte[]>> records) {
        var decoded = new ArrayList<Decoded<EventEnvelope>>(records.size());
        for (ConsumerRecord<byte[], byte[]> record : records) {
            decoded.add(codec.decode(record));
        }
        return new DecodedBatch(records, decoded);
    }

    int partition() {
        return records.getFirst().partition();
    }
}
