package io.ostiary.standalone.folder;

/**
 * Address and region that clients use, as of the last start.
 *
 * @param url scheme, host and port; port 0 asks for any that is free
 */
public record Endpoint(String url, String region) {

    /** On the loopback interface. */
    public Endpoint(int port, String region) {
        this("http://127.0.0.1:" + port, region);
        if (port < 0 || port > 65_535) {
            throw new IllegalArgumentException("port: 0 to 65535, not " + port);
        }
    }

    public Endpoint {
        if (!url.matches("https?://[^/ ]+:[0-9]{1,5}")) {
            throw new IllegalArgumentException("an address: such as http://127.0.0.1:4610");
        }
        if (!region.matches("[a-z]{2,3}(-[a-z]+)+-[0-9]{1,2}")) {
            throw new IllegalArgumentException("region: such as us-east-1");
        }
    }

    public int port() {
        return Integer.parseInt(url.substring(url.lastIndexOf(':') + 1));
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
                return new Endpoint(words[0], words[1]);
            }
        } catch (IllegalArgumentException e) {
            // told below
        }
        throw new Unusable(
                "`" + file.path() + "` is damaged: it is written anew at the next start");
    }

    void write(FolderFiles files) {
        files.endpoint().write(url + " " + region + "\n");
    }
}
