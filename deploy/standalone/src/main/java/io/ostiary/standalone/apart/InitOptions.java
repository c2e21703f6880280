package io.ostiary.standalone.apart;

import io.ostiary.contract.id.AccountId;
import io.ostiary.log.topic.LogConnection;
import io.ostiary.standalone.folder.Endpoint;

import org.jspecify.annotations.Nullable;

import java.nio.file.Path;

/**
 * What key files and topics are made with.
 *
 * @param admin a connection that may make topics and access rules
 * @param keys the folder for the key files; made when it is not there
 * @param brokerPasswords a file with the passwords that the broker knows; null: they are made up,
 *     and the broker is to be told
 * @param account wanted for a new folder; null for a random one, or the folder's own
 * @param endpoint where the gateway will be found, for {@code env}
 * @param partitions null for the existing topics' count, or 16
 * @param replicas null for three, or as many brokers as there are
 */
public record InitOptions(
        LogConnection admin,
        Path keys,
        @Nullable Path brokerPasswords,
        @Nullable AccountId account,
        Endpoint endpoint,
        @Nullable Integer partitions,
        @Nullable Integer replicas) {}
