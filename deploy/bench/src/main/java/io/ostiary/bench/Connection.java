package io.ostiary.bench;

import org.jspecify.annotations.Nullable;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;

/**
 * A keep-alive connection that sends prepared bytes and reads one answer: as cheap as a client can
 * be. Where the server ends it with each answer, the next request opens another.
 */
final class Connection implements AutoCloseable {

    private static final byte[] LENGTH = "content-length:".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] CLOSE = "connection: close".getBytes(StandardCharsets.US_ASCII);

    /** In a refusal by a reader that cannot show that it is fresh, or by a writer in arrears. */
    private static final List<String> NOTHING_DONE =
            List.of("has not caught up", "is catching up", "Nothing was changed");

    private static final int PATIENCE = 50;
    private static final int PAUSE_MILLIS = 200;

    private final int port;
    private final byte[] line = new byte[16_384];
    private Socket socket;
    private InputStream in;
    private OutputStream out;

    /** The server has said that it takes no other request on this one. */
    private boolean ended;

    Connection(int port) throws IOException {
        this.port = port;
        socket = new Socket("127.0.0.1", port);
        socket.setTcpNoDelay(true);
        in = new BufferedInputStream(socket.getInputStream(), 32_768);
        out = socket.getOutputStream();
    }

    private void reopen() throws IOException {
        socket.close();
        socket = new Socket("127.0.0.1", port);
        socket.setTcpNoDelay(true);
        in = new BufferedInputStream(socket.getInputStream(), 32_768);
        out = socket.getOutputStream();
        ended = false;
    }

    /** An answer; its headers only where they were asked for. */
    record Answer(int status, Map<String, String> headers, byte[] body) {
        String text() {
            return new String(body, StandardCharsets.UTF_8);
        }

        /** The text of the first XML element of this name. */
        String element(String name) {
            String text = text();
            int from = text.indexOf("<" + name + ">") + name.length() + 2;
            return text.substring(from, text.indexOf("</" + name + ">", from));
        }
    }

    private Answer call(byte[] request, @Nullable Map<String, String> headers) throws IOException {
        if (ended) {
            reopen();
        }
        out.write(request);
        int length = line();
        int status = Integer.parseInt(new String(line, 9, 3, StandardCharsets.US_ASCII));
        int body = 0;
        while ((length = line()) > 0) {
            if (headers != null) {
                String header = new String(line, 0, length, StandardCharsets.US_ASCII);
                int colon = header.indexOf(':');
                headers.put(header.substring(0, colon), header.substring(colon + 1).strip());
            }
            ended |= begins(length, CLOSE);
            if (begins(length, LENGTH)) {
                int digits = LENGTH.length;
                body =
                        Integer.parseInt(
                                new String(line, digits, length - digits, StandardCharsets.US_ASCII)
                                        .strip());
            }
        }
        byte[] bytes = new byte[body];
        if (in.readNBytes(bytes, 0, body) < body) {
            throw new IOException("the connection was closed");
        }
        return new Answer(status, headers == null ? Map.of() : headers, bytes);
    }

    /**
     * @throws IOException also when the answer is not a success
     */
    Answer expect(byte[] request) throws IOException {
        return expected(call(request, null));
    }

    /**
     * For what prepares a measurement and takes all that the machine has: asks again, as SDKs do,
     * while it is refused for that and nothing was done. The answer has its headers.
     *
     * @throws IOException also when the answer is not a success
     */
    Answer insist(byte[] request) throws IOException {
        Answer answer = call(request, new LinkedHashMap<>());
        for (int i = 0; i < PATIENCE && isOverloaded(answer); i++) {
            Waiting.upTo(PAUSE_MILLIS, new CountDownLatch(1));
            answer = call(request, new LinkedHashMap<>());
        }
        return expected(answer);
    }

    private static boolean isOverloaded(Answer answer) {
        return answer.status() == 503
                && NOTHING_DONE.stream().anyMatch(words -> answer.text().contains(words));
    }

    /**
     * With its headers.
     *
     * @throws IOException also when the answer is not a success
     */
    Answer expectWhole(byte[] request) throws IOException {
        return expected(call(request, new LinkedHashMap<>()));
    }

    private static Answer expected(Answer answer) throws IOException {
        if (answer.status() != 200) {
            throw new IOException(answer.status() + " " + answer.text());
        }
        return answer;
    }

    private boolean begins(int length, byte[] header) {
        if (length < header.length) {
            return false;
        }
        for (int i = 0; i < header.length; i++) {
            if ((line[i] | 0x20) != (header[i] | 0x20)) {
                return false;
            }
        }
        return true;
    }

    private int line() throws IOException {
        int length = 0;
        while (true) {
            int c = in.read();
            if (c < 0) {
                throw new IOException("the connection was closed");
            }
            if (c == '\n') {
                return length;
            }
            if (c != '\r') {
                line[length++] = (byte) c;
            }
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
