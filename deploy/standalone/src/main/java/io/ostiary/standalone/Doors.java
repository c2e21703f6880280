package io.ostiary.standalone;

import io.ostiary.gateway.edge.ListenAddress;
import io.ostiary.gateway.edge.Listening;
import io.ostiary.gateway.edge.TlsFiles;
import io.ostiary.gateway.edge.UnusableTls;
import io.ostiary.standalone.folder.Unusable;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.time.InstantSource;

/** Tells at once what would else be told when everything has started: the gateway listens last. */
final class Doors {

    private Doors() {}

    /**
     * @throws Unusable when nobody can listen there, or be served with the certificate
     */
    static void requireUsable(Listening listening, InstantSource clock) {
        listening.addresses().forEach(Doors::requireFree);
        TlsFiles tls = listening.tls();
        if (tls != null) {
            try {
                tls.requireUsable(clock);
            } catch (UnusableTls e) {
                throw new Unusable(String.valueOf(e.getMessage()), e);
            }
        }
    }

    private static void requireFree(ListenAddress address) {
        try (var probe = new ServerSocket()) {
            probe.bind(new InetSocketAddress(address.host(), address.port()));
        } catch (IOException e) {
            throw new Unusable(
                    "cannot listen at %s (%s): stop what does, or give another --port or --listen"
                            .formatted(address, e.getMessage()),
                    e);
        }
    }
}
