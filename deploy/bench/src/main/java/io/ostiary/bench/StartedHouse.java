package io.ostiary.bench;

import io.ostiary.broker.Durability;
import io.ostiary.standalone.Standalone;
import io.ostiary.standalone.StandaloneOptions;
import io.ostiary.standalone.folder.Endpoint;
import io.ostiary.standalone.folder.FolderFiles;
import io.ostiary.standalone.folder.RootCredentials;

import java.net.URI;
import java.nio.file.Path;

/**
 * A whole Ostiary in this process.
 *
 * @param clients what its clients see of it
 */
record StartedHouse(Standalone house, BenchHouse clients) implements AutoCloseable {

    /**
     * @param data its folder, new
     */
    static StartedHouse in(Path data) {
        var options =
                new StandaloneOptions(data, new Endpoint(0, "us-east-1"), null, Durability.DISK);
        var house = Standalone.start(options, _ -> {});
        try {
            var root = RootCredentials.read(FolderFiles.existing(data));
            var credentials =
                    new Credentials(root.accessKeyId().value(), root.secretAccessKey(), null);
            int port = URI.create(house.url()).getPort();
            return new StartedHouse(house, new BenchHouse(port, house.account(), credentials));
        } catch (RuntimeException e) {
            house.close();
            throw e;
        }
    }

    @Override
    public void close() {
        house.close();
    }
}
