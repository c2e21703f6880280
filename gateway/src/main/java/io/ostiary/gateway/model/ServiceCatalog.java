package io.ostiary.gateway.model;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Every operation we know, found by what names it on the wire: {@code Action} and {@code Version}
 * in the query protocol, {@code X-Amz-Target} in the JSON protocol, method, path and flags in the
 * REST protocols. Names are compared exactly. Immutable.
 */
public final class ServiceCatalog {

    private static final List<String> RESOURCES =
            List.of(
                    "iam-2010-05-08.json",
                    "sts-2011-06-15.json",
                    "organizations-2016-11-28.json",
                    "s3-2006-03-01.json",
                    "accessanalyzer-2019-11-01.json",
                    "ostiary-2026-11-01.json",
                    "ostiary-resources-2026-11-01.json");

    private final List<ServiceModel> services;
    private final Map<String, OperationModel> byWireName;

    public ServiceCatalog(List<ServiceModel> services) {
        this.services = List.copyOf(services);
        Map<String, OperationModel> names = new HashMap<>();
        for (ServiceModel service : services) {
            for (OperationModel operation : service.operations().values()) {
                if (names.put(wireName(operation), operation) != null) {
                    throw new IllegalArgumentException("two operations are called " + operation);
                }
            }
        }
        byWireName = Map.copyOf(names);
    }

    /**
     * IAM, STS, Organizations, the buckets of S3 and our own service, from the models this artifact
     * carries.
     */
    public static ServiceCatalog load() {
        List<ServiceModel> services = new ArrayList<>();
        for (String resource : RESOURCES) {
            try (InputStream in = ServiceCatalog.class.getResourceAsStream(resource)) {
                if (in == null) {
                    throw new IllegalStateException("the artifact lacks " + resource);
                }
                services.add(ModelReader.read(in));
            } catch (IOException e) {
                throw new UncheckedIOException(resource, e);
            }
        }
        return new ServiceCatalog(services);
    }

    public List<ServiceModel> services() {
        return services;
    }

    /** The service with this name in a credential scope ({@code iam}, {@code sts} …). */
    public Optional<ServiceModel> service(String signingName) {
        return services.stream()
                .filter(service -> service.info().signingName().equals(signingName))
                .findFirst();
    }

    /**
     * A query service of this version: an error before the operation is known goes out in its
     * namespace.
     */
    public Optional<ServiceModel> serviceByVersion(String version) {
        return services.stream()
                .filter(service -> service.info().protocol() == Protocol.QUERY)
                .filter(service -> service.info().version().equals(version))
                .findFirst();
    }

    /** The operation that a query request names. */
    public Optional<OperationModel> find(String action, String version) {
        return Optional.ofNullable(byWireName.get(version + '/' + action));
    }

    /** The operation that an {@code X-Amz-Target} header names. */
    public Optional<OperationModel> findTarget(String target) {
        return Optional.ofNullable(byWireName.get("target/" + target));
    }

    /** The operations of a REST protocol. */
    public List<OperationModel> restOperations(Protocol protocol) {
        return services.stream()
                .filter(service -> service.info().protocol() == protocol)
                .flatMap(service -> service.operations().values().stream())
                .toList();
    }

    private static String wireName(OperationModel operation) {
        ServiceInfo service = operation.service();
        return switch (service.protocol()) {
            case QUERY -> service.version() + '/' + operation.name();
            case JSON_1_1 -> "target/" + service.targetPrefix() + '.' + operation.name();
            case REST_XML, REST_JSON ->
                    service.protocol() + "/" + service.id() + '/' + operation.name();
        };
    }
}
