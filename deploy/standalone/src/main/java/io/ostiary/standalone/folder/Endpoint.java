package io.ostiary.standalone.folder;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;

/**
 * Address and region that clients use, as of the last start.
 *
 * @param port 0 asks for any that is free
 */
public record Endpoint(int port, String region) {
    public Endpoint {
        if (port < 0 || port > 65_535) {
            throw new IllegalArgumentException("port: 0 to 65535, not " + port);
        }
        if (!region.matches("[a-z]{2,3}(-[a-z]+)+-[0-9]{1,2}")) {
            throw new IllegalArgumentException("region: such as us-east-1");
        }
    }

    public String url() {
        return "http://127.0.0.1:" + port;
    }

    /**
     * Tells at once what would else be told when everything has started: the gateway listens last.
     *
     * @throws Unusable when nobody can listen at the port
     */
    public void requireFree() {
        try (var probe = new ServerSocket()) {
            probe.bind(new InetSocketAddress("127.0.0.1", port));
        } catch (IOException e) {
            throw new Unusable(
                    "cannot listen at 127.0.0.1:%d (%s): stop what does, or give another --port"
                            .formatted(port, e.getMessage()),
                    e);
        }
    }

    /**
     * @throws Unusable when no server ever got as far as to listen on this folder
     */
    public static Endpoint read(FolderFiles files) {
        var file = files.endpoint();
        if (!file.exists()) {
            throw new Unusable(
                    "no server has been ready on `" + files.root() + "` yet: start it first");
        }
        var words = file.read().strip().split(" ");
        try {
            if (words.length == 2) {
                return new Endpoint(Integer.parseInt(words[0]), words[1]);
            }
        } catch (IllegalArgumentException e) {
            // told below
        }
        throw new Unusable(
                "`" + file.path() + "` is damaged: it is written anew at the next start");
    }

    void write(FolderFiles files) {
        files.endpoint().write(port + " " + region + "\n");
    }
}
