package io.ostiary.standalone.folder;

import io.ostiary.contract.secret.Secret;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.Set;

/**
 * A small file that only its owner may read. Written beside its place, flushed, renamed, and the
 * folder flushed: after a power cut the old or the new content is there, whole.
 */
public final class PrivateFile {
    private static final Set<PosixFilePermission> OWNER_ONLY =
            EnumSet.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);
    private static final FileAttribute<Set<PosixFilePermission>> CREATED_OWNER_ONLY =
            PosixFilePermissions.asFileAttribute(OWNER_ONLY);
    private static final int LONGEST = 64 * 1024;

    private final Path path;

    public PrivateFile(Path path) {
        this.path = path;
    }

    public Path path() {
        return path;
    }

    public boolean exists() {
        return Files.exists(path);
    }

    /**
     * @throws Unusable when somebody else may read it, or it is absent, unreadable or too long
     */
    public String read() {
        try {
            var permissions = Files.getPosixFilePermissions(path);
            if (!OWNER_ONLY.containsAll(permissions)) {
                throw new Unusable(
                        "`"
                                + path
                                + "` holds a secret and others may use it ("
                                + PosixFilePermissions.toString(permissions)
                                + "). If nobody has read it: chmod 600 '"
                                + path
                                + "'");
            }
            if (Files.size(path) > LONGEST) {
                throw new Unusable("`" + path + "` is too long to be what Ostiary wrote");
            }
            return Files.readString(path, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new Unusable("cannot read `" + path + "`: " + reason(e), e);
        }
    }

    /**
     * A password that stands alone on its line.
     *
     * @throws Unusable as {@link #read}, or when there is none
     */
    public Secret readLine() {
        String line = read().strip();
        if (line.isEmpty() || line.indexOf('\n') >= 0) {
            throw new Unusable("`" + path + "` holds no password: one line is wanted");
        }
        return Secret.of(line);
    }

    /**
     * @throws Unusable when the folder cannot be written
     */
    public void write(String content) {
        var folder = path.toAbsolutePath().getParent();
        var temporary = path.resolveSibling(path.getFileName() + ".tmp");
        try {
            // Made anew each time: what an earlier attempt left may have other permissions.
            Files.deleteIfExists(temporary);
            try (var channel =
                    FileChannel.open(
                            temporary,
                            EnumSet.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
                            CREATED_OWNER_ONLY)) {
                var bytes = ByteBuffer.wrap(content.getBytes(StandardCharsets.UTF_8));
                while (bytes.hasRemaining()) {
                    channel.write(bytes);
                }
                channel.force(true);
            }
            Files.move(temporary, path, StandardCopyOption.ATOMIC_MOVE);
            if (folder != null) {
                flushFolder(folder);
            }
        } catch (IOException e) {
            throw new Unusable("cannot write `" + path + "`: " + reason(e), e);
        }
    }

    static void flushFolder(Path folder) throws IOException {
        try (var channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    static String reason(IOException e) {
        return e.getClass().getSimpleName()
                + (e.getMessage() == null ? "" : " (" + e.getMessage() + ")");
    }
}
