package io.ostiary.policy.catalog;

import io.ostiary.contract.id.Names;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.ref.SoftReference;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.zip.GZIPInputStream;

/**
 * The Service Authorization Reference of all services (its origin: the NOTICE beside the resource).
 * Opening finds each service's line; a line is read when the service is first asked for. The text
 * is held only as long as memory is plenty. Safe for use by many threads.
 *
 * <p>With every service read it holds six megabytes: {@code ServiceAuthorizationTest} prints how
 * many.
 */
public final class ServiceAuthorization {

    private static final String RESOURCE = "service-authorization.ndjson.gz";
    private static final byte[] HEAD = "{\"Service\":\"".getBytes(StandardCharsets.UTF_8);

    private record Line(int from, int to) {}

    private final Map<String, Line> lines;
    private final Map<String, ServiceEntry> services = new ConcurrentHashMap<>();
    private final Pool pool = new Pool();
    private volatile SoftReference<byte[]> text;

    private ServiceAuthorization(byte[] bytes, Map<String, Line> lines) {
        this.text = new SoftReference<>(bytes);
        this.lines = lines;
    }

    /** Opens the data that come with this class. Costs some milliseconds: open them once. */
    public static ServiceAuthorization open() {
        byte[] bytes = load();
        return new ServiceAuthorization(bytes, index(bytes));
    }

    /** The prefixes of all services, in the order of the source. */
    public Set<String> prefixes() {
        return lines.keySet();
    }

    public boolean has(String prefix) {
        return lines.containsKey(Names.key(prefix));
    }

    /** The service of this prefix, ignoring case; null when there is none. */
    public @Nullable ServiceEntry service(String prefix) {
        String key = Names.key(prefix);
        ServiceEntry known = services.get(key);
        if (known != null) {
            return known;
        }
        Line line = lines.get(key);
        return line == null ? null : services.computeIfAbsent(key, _ -> read(line));
    }

    /** The action of this text ({@code s3:GetObject}), ignoring case; null when there is none. */
    public @Nullable ActionEntry action(String action) {
        int colon = action.indexOf(':');
        ServiceEntry service = colon < 0 ? null : service(action.substring(0, colon));
        return service == null ? null : service.action(action.substring(colon + 1));
    }

    /**
     * The actions that a pattern of a policy's Action element stands for, in the order of the
     * source. Wildcards in the service are looked for in the prefixes.
     *
     * @param pattern {@code *} or {@code service:name} with stars and question marks
     */
    public List<ActionEntry> matching(String pattern) {
        int colon = pattern.indexOf(':');
        String vendor = Names.key(colon < 0 ? pattern : pattern.substring(0, colon));
        String name = Names.key(colon < 0 ? "*" : pattern.substring(colon + 1));
        List<ActionEntry> found = new ArrayList<>();
        for (ServiceEntry service : services(vendor)) {
            if (!Wildcard.has(name)) {
                ActionEntry action = service.action(name);
                if (action != null) {
                    found.add(action);
                }
                continue;
            }
            for (ActionEntry action : service.actions()) {
                if (Wildcard.matches(name, Names.key(action.name()))) {
                    found.add(action);
                }
            }
        }
        return found;
    }

    private List<ServiceEntry> services(String vendor) {
        if (!Wildcard.has(vendor)) {
            ServiceEntry service = service(vendor);
            return service == null ? List.of() : List.of(service);
        }
        List<ServiceEntry> found = new ArrayList<>();
        for (String prefix : lines.keySet()) {
            if (Wildcard.matches(vendor, prefix) && service(prefix) instanceof ServiceEntry one) {
                found.add(one);
            }
        }
        return found;
    }

    private ServiceEntry read(Line line) {
        byte[] bytes = text.get();
        if (bytes == null) {
            bytes = load();
            text = new SoftReference<>(bytes);
        }
        try {
            return ServiceReader.read(bytes, line.from(), line.to() - line.from(), pool);
        } catch (IOException e) {
            throw new UncheckedIOException(RESOURCE, e);
        }
    }

    private static byte[] load() {
        try (InputStream file = ServiceAuthorization.class.getResourceAsStream(RESOURCE)) {
            if (file == null) {
                throw new IllegalStateException("not on the class path: " + RESOURCE);
            }
            return new GZIPInputStream(file, 1 << 16).readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(RESOURCE, e);
        }
    }

    private static Map<String, Line> index(byte[] bytes) {
        Map<String, Line> lines = new LinkedHashMap<>();
        int from = 0;
        for (int to = 0; to <= bytes.length; to++) {
            if (to < bytes.length && bytes[to] != '\n') {
                continue;
            }
            if (to > from) {
                lines.put(prefix(bytes, from), new Line(from, to));
            }
            from = to + 1;
        }
        return Collections.unmodifiableMap(lines);
    }

    /** Each line begins with the service's prefix: no need to read it all to know whose it is. */
    private static String prefix(byte[] bytes, int from) {
        int start = from + HEAD.length;
        if (!Arrays.equals(bytes, from, start, HEAD, 0, HEAD.length)) {
            throw new IllegalStateException("a line of " + RESOURCE + " begins otherwise");
        }
        int end = start;
        while (bytes[end] != '"') {
            end++;
        }
        return new String(bytes, start, end - start, StandardCharsets.UTF_8);
    }
}
