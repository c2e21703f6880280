package io.ostiary.engine.principal;

import io.ostiary.policy.request.ActionName;
import io.ostiary.policy.request.ResourceName;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Which requests resource control policies concern: those on a resource of a service of the list
 * ("Resource control policies": "the resources that are authorized as part of an operation").
 */
final class RcpServices {

    private static final String FILE = "rcp-services.txt";

    /** The one permission of a listed service that they do not touch. */
    private static final String RETIRE_GRANT = "retiregrant";

    private static final Set<String> SERVICES = read();

    private RcpServices() {}

    static boolean concern(ActionName action, ResourceName resource) {
        return SERVICES.contains(action.service())
                && !resource.equals(ResourceName.NONE)
                && !(action.service().equals("kms") && action.key().equals(RETIRE_GRANT));
    }

    private static Set<String> read() {
        try (InputStream file = RcpServices.class.getResourceAsStream(FILE)) {
            if (file == null) {
                throw new IOException("not on the class path: " + FILE);
            }
            return new BufferedReader(new InputStreamReader(file, StandardCharsets.UTF_8))
                    .lines()
                    .filter(line -> !line.startsWith("#"))
                    .collect(Collectors.toUnmodifiableSet());
        } catch (IOException e) {
            throw new UncheckedIOException(FILE, e);
        }
    }
}
