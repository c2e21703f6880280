package io.ostiary.gateway.edge;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Serves new connections with a renewed certificate; those that are open stay as they are. The
 * files are read again and again, since a renewal may change them in any way: in place, by a
 * rename, behind a link. What cannot be used is told once, and the old certificate stays.
 */
public final class TlsReload implements AutoCloseable {

    /** How soon a renewal is seen. */
    public static final Duration EVERY = Duration.ofSeconds(10);

    private static final Logger LOG = LoggerFactory.getLogger(TlsReload.class);

    private final TlsFiles files;
    private final Vertx vertx;
    private final InstantSource clock;
    private final List<HttpServer> servers = new CopyOnWriteArrayList<>();
    private volatile TlsIdentity current;
    private volatile @Nullable String complaint;
    private final ScheduledExecutorService looking =
            Executors.newSingleThreadScheduledExecutor(
                    Thread.ofPlatform().daemon().name("tls-reload").factory());

    private TlsReload(TlsFiles files, TlsIdentity current, Vertx vertx, InstantSource clock) {
        this.files = files;
        this.current = current;
        this.vertx = vertx;
        this.clock = clock;
    }

    /**
     * Reads the files once, and from then on.
     *
     * @throws UnusableTls when nobody could be served with what they hold now
     */
    public static TlsReload start(TlsFiles files, Vertx vertx, InstantSource clock, Duration every)
            throws UnusableTls {
        var reload = new TlsReload(files, TlsIdentity.read(files, vertx, clock), vertx, clock);
        long millis = every.toMillis();
        reload.looking.scheduleWithFixedDelay(reload::look, millis, millis, TimeUnit.MILLISECONDS);
        return reload;
    }

    public TlsIdentity current() {
        return current;
    }

    /** A server that listens; those that share its port need not be told. */
    public void add(HttpServer server) {
        servers.add(server);
    }

    private void look() {
        try {
            TlsFiles.Pem pem = files.read();
            if (!current.isOf(pem)) {
                use(TlsIdentity.of(pem, files, vertx, clock));
            }
            complaint = null;
        } catch (UnusableTls | RuntimeException e) {
            complain(e);
        }
    }

    private void use(TlsIdentity fresh) {
        current = fresh;
        for (HttpServer server : servers) {
            server.updateSSLOptions(fresh.options())
                    .onFailure(e -> LOG.error("the new certificate is not used", e));
        }
        LOG.info("new connections are served with the renewed {}", files.certificate());
    }

    private void complain(Exception e) {
        String message = String.valueOf(e.getMessage());
        if (!message.equals(complaint)) {
            complaint = message;
            LOG.error(
                    "the renewed certificate is not used and the old one stays: {}",
                    message,
                    e instanceof UnusableTls ? null : e);
        }
    }

    @Override
    public void close() {
        looking.shutdownNow();
    }
}
