package io.ostiary.gateway.serve;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.util.List;

/**
 * The first message of a TLS client (RFC 5246, section 7.4.1.2), written by hand: the JDK's own
 * client refuses by itself to speak what a server must refuse.
 */
final class ClientHello {

    static final int TLS_1_0 = 0x0301;
    static final int TLS_1_1 = 0x0302;
    static final int TLS_1_2 = 0x0303;
    static final int ALERT = 21;
    static final int HANDSHAKE = 22;

    private ClientHello() {}

    /** The type of the record that the server answers with; -1 when it hangs up. */
    static int answer(int port, int version, List<Integer> suites) throws IOException {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(20_000);
            socket.getOutputStream().write(record(version, suites));
            InputStream in = socket.getInputStream();
            return in.read();
        }
    }

    private static byte[] record(int version, List<Integer> suites) {
        // Curves, point formats, signatures: what a client of that time sends.
        byte[] extensions = {
            0,
            10,
            0,
            6,
            0,
            4,
            0,
            23,
            0,
            24, // secp256r1, secp384r1
            0,
            11,
            0,
            2,
            1,
            0, // uncompressed
            0,
            13,
            0,
            8,
            0,
            6,
            4,
            3,
            4,
            1,
            2,
            3 // ecdsa_sha256, rsa_sha256, ecdsa_sha1
        };
        var body = ByteBuffer.allocate(512);
        body.putShort((short) version).put(new byte[32]).put((byte) 0);
        body.putShort((short) (2 * suites.size()));
        suites.forEach(suite -> body.putShort(suite.shortValue()));
        body.put((byte) 1).put((byte) 0);
        body.putShort((short) extensions.length).put(extensions);
        int length = body.position();
        var record = ByteBuffer.allocate(9 + length);
        record.put((byte) HANDSHAKE).putShort((short) version).putShort((short) (4 + length));
        record.put((byte) 1).put((byte) 0).putShort((short) length).put(body.array(), 0, length);
        return record.array();
    }
}
