package io.ostiary.standalone.proxy;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.ostiary.standalone.InstalledProgram;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The stock nginx with servers of a test's own, until it is closed. */
final class Nginx implements AutoCloseable {
    private static final List<String> PLACES = List.of("nginx", "/usr/sbin/nginx");
    private static final int PATIENCE_SECONDS = 30;

    private final Process process;
    private final List<Integer> ports;

    /**
     * One {@code server} block.
     *
     * @param ssl what follows the port in {@code listen}; empty for plain HTTP
     * @param lines the rest of it
     */
    record Server(String ssl, String lines) {}

    private Nginx(Process process, List<Integer> ports) {
        this.process = process;
        this.ports = ports;
    }

    /**
     * Starts it, or skips the test where there is none.
     *
     * @param common what stands before the servers
     */
    static Nginx start(Path folder, String common, List<Server> servers)
            throws IOException, InterruptedException {
        String program =
                PLACES.stream()
                        .filter(place -> InstalledProgram.runs(place, "-v"))
                        .findFirst()
                        .orElse("");
        assumeTrue(!program.isEmpty(), "SKIPPED: needs the nginx program");
        List<Integer> ports = free(servers.size());
        var text =
                new StringBuilder(
                        """
                        daemon off;
                        master_process off;
                        pid %1$s/nginx.pid;
                        error_log %1$s/error.log;
                        events {}
                        http {
                        access_log off;
                        client_body_temp_path %1$s/body;
                        proxy_temp_path %1$s/proxy;
                        fastcgi_temp_path %1$s/fastcgi;
                        uwsgi_temp_path %1$s/uwsgi;
                        scgi_temp_path %1$s/scgi;
                        """
                                .formatted(folder));
        text.append(common);
        for (int i = 0; i < servers.size(); i++) {
            text.append("server {\nlisten 127.0.0.1:")
                    .append(ports.get(i))
                    .append(servers.get(i).ssl())
                    .append(";\n")
                    .append(servers.get(i).lines())
                    .append("}\n");
        }
        Path configuration = Files.writeString(folder.resolve("nginx.conf"), text + "}\n");
        var process =
                new ProcessBuilder(program, "-c", configuration.toString())
                        .redirectErrorStream(true)
                        .redirectOutput(folder.resolve("nginx.out").toFile())
                        .start();
        var nginx = new Nginx(process, ports);
        try {
            for (int port : ports) {
                nginx.awaitListening(port, folder);
            }
        } catch (IOException e) {
            nginx.close();
            throw e;
        }
        return nginx;
    }

    /** nginx must be told its ports. */
    private static List<Integer> free(int count) throws IOException {
        var held = new ArrayList<ServerSocket>();
        try {
            for (int i = 0; i < count; i++) {
                held.add(new ServerSocket(0, 1, InetAddress.getLoopbackAddress()));
            }
            return held.stream().map(ServerSocket::getLocalPort).toList();
        } finally {
            for (ServerSocket each : held) {
                each.close();
            }
        }
    }

    private void awaitListening(int port, Path folder) throws IOException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        while (process.isAlive() && System.nanoTime() < end) {
            try (var _ = new Socket(InetAddress.getLoopbackAddress(), port)) {
                return;
            } catch (IOException e) {
                Thread.onSpinWait();
            }
        }
        throw new IOException(
                "nginx does not listen: " + Files.readString(folder.resolve("nginx.out")));
    }

    int port(int server) {
        return ports.get(server);
    }

    @Override
    public void close() throws InterruptedException {
        process.destroy();
        if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
            process.destroyForcibly();
        }
    }
}
