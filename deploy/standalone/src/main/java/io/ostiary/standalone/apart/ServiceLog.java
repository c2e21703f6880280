package io.ostiary.standalone.apart;

import io.ostiary.log.topic.LogClients;
import io.ostiary.log.topic.Topics;
import io.ostiary.sealing.KeyRole;
import io.ostiary.standalone.LogBeginning;
import io.ostiary.standalone.folder.Unusable;

import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;

import java.util.List;

/**
 * The log as one service sees it.
 *
 * @param partitions of every topic that is keyed by account
 */
record ServiceLog(LogClients clients, int partitions) {

    /**
     * @throws Unusable when the broker does not answer, does not let the service in, or has no
     *     topics
     */
    static ServiceLog open(ServiceSettings settings) {
        var clients = new LogClients(settings.connection());
        // A topic that the role may see; all that are keyed by account have the same count.
        String topic = settings.keys().role() == KeyRole.GATEWAY ? Topics.OUTCOMES : Topics.EVENTS;
        try (var consumer = clients.reader("partitions")) {
            List<PartitionInfo> found = consumer.partitionsFor(topic);
            if (found.isEmpty()) {
                throw notPrepared(settings);
            }
            return new ServiceLog(clients, found.size());
        } catch (AuthenticationException e) {
            throw new Unusable(
                    "the broker at "
                            + settings.bootstrapServers()
                            + " does not take the password of `"
                            + settings.keys().user()
                            + "`: give it the one that lies in the key file, or run `ostiary init`"
                            + " with the broker's",
                    e);
        } catch (AuthorizationException e) {
            throw notPrepared(settings);
        } catch (KafkaException e) {
            throw new Unusable(
                    "the broker at "
                            + settings.bootstrapServers()
                            + " does not answer ("
                            + e.getClass().getSimpleName()
                            + "): is it running, and is the address right?",
                    e);
        }
    }

    private static Unusable notPrepared(ServiceSettings settings) {
        return new Unusable(
                "the broker at "
                        + settings.bootstrapServers()
                        + " has no topics for `"
                        + settings.keys().user()
                        + "`: run `ostiary init` first");
    }

    /** Waits for the registry's check value, so that nothing is begun with keys of another log. */
    void requireOurMasterKey(ServiceSettings settings) {
        try (var beginning = new LogBeginning(clients, partitions)) {
            beginning.awaitRegistered(settings.keys().masterKeyCheck(), settings.patience());
        }
    }
}
