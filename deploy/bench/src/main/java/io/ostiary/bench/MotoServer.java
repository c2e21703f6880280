package io.ostiary.bench;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;

/**
 * {@code moto_server}, the mock of AWS that many test against, as a child on a free port: it keeps
 * everything in memory, and neither verifies signatures nor authorizes. Where it is not installed
 * it is put into a folder of the bench's own.
 */
final class MotoServer implements AutoCloseable {

    private static final String PROGRAM = "moto_server";
    private static final int POLL_MILLIS = 100;
    private static final int POLLS = 600;

    private final Process process;
    private final int port;

    private MotoServer(Process process, int port) {
        this.process = process;
        this.port = port;
    }

    /**
     * Answers when it returns.
     *
     * @throws IOException when it cannot be installed or does not start
     */
    static MotoServer start(Path work) throws IOException {
        int port;
        try (var probe = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = probe.getLocalPort();
        }
        Process process = launch(List.of(program(work), "-p", Integer.toString(port)));
        var server = new MotoServer(process, port);
        // A bench that is interrupted leaves no child behind.
        Runtime.getRuntime().addShutdownHook(new Thread(server::close));
        for (int poll = 0; poll < POLLS && process.isAlive(); poll++) {
            try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
                return server;
            } catch (IOException _) {
                Waiting.upTo(POLL_MILLIS, new CountDownLatch(1));
            }
        }
        server.close();
        throw new IOException(PROGRAM + " did not start");
    }

    private static String program(Path work) throws IOException {
        String path = System.getenv().getOrDefault("PATH", "");
        boolean installed =
                Stream.of(path.split(":", -1))
                        .filter(folder -> !folder.isEmpty())
                        .anyMatch(folder -> Files.isExecutable(Path.of(folder, PROGRAM)));
        return installed ? PROGRAM : install(work.resolve("moto"));
    }

    private static String install(Path folder) throws IOException {
        Bench.step("installing " + PROGRAM);
        run(List.of("python3", "-m", "venv", folder.toString()));
        run(List.of(folder.resolve("bin/pip").toString(), "install", "-q", "moto[server]"));
        return folder.resolve("bin").resolve(PROGRAM).toString();
    }

    private static void run(List<String> line) throws IOException {
        try {
            if (launch(line).waitFor() != 0) {
                throw new IOException(PROGRAM + " cannot be installed");
            }
        } catch (InterruptedException e) {
            throw new IllegalStateException("interrupted", e);
        }
    }

    /** What it says of every request is not wanted. */
    private static Process launch(List<String> line) throws IOException {
        return new ProcessBuilder(line)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
    }

    int port() {
        return port;
    }

    @Override
    public void close() {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
    }
}
