package io.ostiary.standalone.folder;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;

/**
 * Where everything of a standalone Ostiary lies. Open, it is this process's alone; {@link #close}
 * or the end of the process lets it go.
 *
 * <pre>
 *   kafka/                 the broker's log: the facts
 *   projection/            the read model; may be deleted, it is folded again
 *   logs/                  what the program says of itself; no secrets
 *   master.key             the root of every key: keep a copy elsewhere
 *   broker.secrets         the services' passwords at the broker
 *   root-credentials.json  of the account's root
 *   aws-config, aws-credentials   a profile `ostiary` for the AWS CLI and SDKs
 *   endpoint               address and region of the last start
 * </pre>
 */
public final class DataFolder implements AutoCloseable {
    private static final String OWNER_ONLY = "rwx------";

    private final FolderFiles files;
    private final FileChannel lock;

    private DataFolder(FolderFiles files, FileChannel lock) {
        this.files = files;
        this.lock = lock;
    }

    /**
     * Makes the folder when it is not there, and takes it.
     *
     * @throws Unusable when another process has it, or it cannot be made or written
     */
    public static DataFolder open(Path path) {
        prepare(path);
        var root = path.toAbsolutePath().normalize();
        try {
            var channel =
                    FileChannel.open(
                            root.resolve("lock"),
                            StandardOpenOption.CREATE,
                            StandardOpenOption.WRITE);
            if (!lock(channel)) {
                channel.close();
                throw new Unusable(
                        "another Ostiary runs on `" + root + "`: stop it, or give another --data");
            }
            return new DataFolder(new FolderFiles(root), channel);
        } catch (IOException e) {
            throw new Unusable(
                    "cannot use the data folder `" + root + "`: " + PrivateFile.reason(e), e);
        }
    }

    /**
     * The folder and its place for logs, without taking it: closed to others from the first moment.
     *
     * @throws Unusable when it cannot be made
     */
    public static void prepare(Path path) {
        var root = path.toAbsolutePath().normalize();
        var permissions = PosixFilePermissions.fromString(OWNER_ONLY);
        try {
            var parent = root.getParent();
            if (parent != null) {
                Files.createDirectories(parent);
            }
            if (!Files.exists(root)) {
                Files.createDirectory(root, PosixFilePermissions.asFileAttribute(permissions));
            }
            Files.setPosixFilePermissions(root, permissions);
            Files.createDirectories(root.resolve("logs"));
        } catch (IOException e) {
            throw new Unusable(
                    "cannot make the data folder `" + root + "`: " + PrivateFile.reason(e), e);
        }
    }

    private static boolean lock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock() != null;
        } catch (OverlappingFileLockException e) { // held by this process
            return false;
        }
    }

    public FolderFiles files() {
        return files;
    }

    public Path path() {
        return files.root();
    }

    public Path kafka() {
        return files.root().resolve("kafka");
    }

    public Path projection() {
        return files.root().resolve("projection");
    }

    /** The engine's: what it denied in the last day. */
    public Path denials() {
        return files.root().resolve("engine").resolve("denials");
    }

    public Path logs() {
        return files.root().resolve("logs");
    }

    @Override
    public void close() {
        try {
            lock.close();
        } catch (IOException e) {
            throw new Unusable("cannot release the data folder: " + PrivateFile.reason(e), e);
        }
    }
}
