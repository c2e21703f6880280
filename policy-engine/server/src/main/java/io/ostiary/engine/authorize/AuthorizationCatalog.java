package io.ostiary.engine.authorize;

import io.ostiary.contract.id.Names;
import io.ostiary.policy.catalog.ActionEntry;
import io.ostiary.policy.catalog.ResourceType;
import io.ostiary.policy.catalog.ServiceAuthorization;
import io.ostiary.policy.catalog.ServiceEntry;
import io.ostiary.policy.request.ActionName;

import org.jspecify.annotations.Nullable;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What each operation of IAM, STS, Organizations, S3 and our own service needs: AWS's
 * service-authorization data, a convention from resource type to parameter, and a table of
 * exceptions with their reasons ({@code authorization-overrides.tsv}). An operation that is not in
 * it cannot be authorized.
 */
public final class AuthorizationCatalog {

    private static final String OVERRIDES = "authorization-overrides.tsv";
    private static final String TAGGING = "tags:";
    private static final Set<String> SERVICES =
            Set.of("iam", "sts", "organizations", "s3", "access-analyzer");

    /** Ours: AWS's data know nothing of it, and all its operations stand in the table. */
    private static final String HOUSE = "ostiary";

    private final ServiceAuthorization data;
    private final Map<String, Map<String, OperationAccess>> operations;

    private AuthorizationCatalog(
            ServiceAuthorization data, Map<String, Map<String, OperationAccess>> operations) {
        this.data = data;
        this.operations = operations;
    }

    /** Reads the data; a few tens of milliseconds, once a process. */
    public static AuthorizationCatalog load() {
        ServiceAuthorization data = ServiceAuthorization.open();
        var operations = new HashMap<String, Map<String, OperationAccess>>();
        for (String prefix : SERVICES) {
            ServiceEntry service = data.service(prefix);
            if (service == null) {
                throw new IllegalStateException("the data lack " + prefix);
            }
            var accesses = new HashMap<String, OperationAccess>();
            for (ActionEntry action : service.actions()) {
                accesses.put(action.name(), byConvention(service, action));
            }
            operations.put(prefix, accesses);
        }
        operations.put(HOUSE, new HashMap<>());
        readOverrides(operations);
        return new AuthorizationCatalog(data, operations);
    }

    /** The data of all services, those that are not ours, too. */
    public ServiceAuthorization data() {
        return data;
    }

    /** Whether the operation can be authorized at all. */
    public boolean has(String service, String operation) {
        return find(service, operation) != null;
    }

    @Nullable OperationAccess find(String service, String operation) {
        Map<String, OperationAccess> ofService = operations.get(service);
        return ofService == null ? null : ofService.get(operation);
    }

    private static OperationAccess byConvention(ServiceEntry service, ActionEntry action) {
        var sources = new ArrayList<ResourceSource>();
        Set<String> keys = new HashSet<>();
        file(action.conditionKeys(), keys);
        for (ActionEntry.Resource resource : action.resources()) {
            sources.add(byConvention(action, resource.type()));
            file(resource.conditionKeys(), keys);
            ResourceType type = service.resourceType(resource.type());
            file(type == null ? List.of() : type.conditionKeys(), keys);
        }
        if (sources.isEmpty()) {
            sources.add(new ResourceSource.Everything());
        }
        return new OperationAccess(ActionName.of(action.text()), sources, keys, List.of(), null);
    }

    private static void file(List<String> keys, Set<String> filed) {
        for (String key : keys) {
            filed.add(ServiceEntry.filed(key));
        }
    }

    private static ResourceSource byConvention(ActionEntry action, String type) {
        boolean makes = Names.key(action.name()).equals("create" + type.replace("-", ""));
        return switch (type) {
            case "user" -> named(makes, type, "UserName");
            case "group" -> named(makes, type, "GroupName");
            case "role" -> named(makes, type, "RoleName");
            case "instance-profile" -> named(makes, type, "InstanceProfileName");
            case "server-certificate" -> named(makes, type, "ServerCertificateName");
            case "policy" ->
                    switch (action.service()) {
                        case "iam" ->
                                makes
                                        ? new ResourceSource.Created(type, "PolicyName")
                                        : new ResourceSource.ByArn("PolicyArn");
                        default -> new ResourceSource.OrganizationPart("PolicyId");
                    };
            case "bucket" -> new ResourceSource.BucketNamed("Bucket");
            case "mfa" -> new ResourceSource.ByArn("SerialNumber");
            case "oidc-provider" -> new ResourceSource.ByArn("OpenIDConnectProviderArn");
            case "saml-provider" -> new ResourceSource.ByArn("SAMLProviderArn");
            case "delegation-request" ->
                    ResourceSource.parse("iam:delegation-request/${DelegationRequestId}");
            case "account" -> new ResourceSource.OrganizationPart("AccountId");
            case "organizationalunit" ->
                    new ResourceSource.OrganizationPart("OrganizationalUnitId");
            case "root" -> new ResourceSource.OrganizationPart("RootId");
            case "handshake" -> new ResourceSource.OrganizationPart("HandshakeId");
            // What is left has no operation in the models, or stands in the table.
            default -> new ResourceSource.Everything();
        };
    }

    private static ResourceSource named(boolean makes, String type, String parameter) {
        return makes
                ? new ResourceSource.Created(type, parameter)
                : new ResourceSource.Named(type, parameter);
    }

    private static void readOverrides(Map<String, Map<String, OperationAccess>> operations) {
        try (InputStream file = AuthorizationCatalog.class.getResourceAsStream(OVERRIDES)) {
            if (file == null) {
                throw new IOException("not on the class path: " + OVERRIDES);
            }
            var lines = new BufferedReader(new InputStreamReader(file, StandardCharsets.UTF_8));
            String line;
            while ((line = lines.readLine()) != null) {
                if (!line.startsWith("#")) {
                    override(operations, line);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(OVERRIDES, e);
        }
    }

    private static void override(
            Map<String, Map<String, OperationAccess>> operations, String line) {
        String[] columns = line.split("\t", -1);
        if (columns.length != 4 || columns[3].isBlank()) {
            throw new IllegalStateException(
                    OVERRIDES + ": four columns, the last a reason: " + line);
        }
        String[] names = columns[0].split("=", 2);
        ActionName action = ActionName.of(names[names.length - 1]);
        Map<String, OperationAccess> ofService = operations.get(action.service());
        String operation = names[0].substring(names[0].indexOf(':') + 1);
        if (ofService == null) {
            throw new IllegalStateException(OVERRIDES + ": unknown service: " + line);
        }
        OperationAccess known =
                ofService.get(action.text().substring(action.text().indexOf(':') + 1));
        var sources = new ArrayList<ResourceSource>();
        for (String source : columns[1].split(" ", -1)) {
            sources.add(ResourceSource.parse(source));
        }
        String more = columns[2];
        boolean tagging = more.startsWith(TAGGING);
        ofService.put(
                operation,
                new OperationAccess(
                        action,
                        sources,
                        known == null ? Set.of() : known.conditionKeys(),
                        more.isEmpty() || tagging ? List.of() : List.of(dependent(more)),
                        tagging ? tagging(ofService, more.substring(TAGGING.length())) : null));
    }

    private static OperationAccess tagging(Map<String, OperationAccess> ofService, String name) {
        OperationAccess tagging = ofService.get(name);
        if (tagging == null) {
            throw new IllegalStateException(OVERRIDES + ": no such operation: " + name);
        }
        return tagging;
    }

    private static OperationAccess.Dependent dependent(String text) {
        String[] parts = text.split("@", -1);
        int equals = parts[2].indexOf('=');
        return new OperationAccess.Dependent(
                ActionName.of(parts[0]),
                ResourceSource.parse(parts[1]),
                Map.of(
                        Names.key(parts[2].substring(0, equals)),
                        List.of(parts[2].substring(equals + 1))));
    }
}
