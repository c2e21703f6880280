package io.ostiary.policy.managed;

import org.jspecify.annotations.Nullable;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** Which services link a role to themselves: {@code service-linked-roles.tsv}. */
public final class ServiceLinkedRoles {
    private static final String RESOURCE = "service-linked-roles.tsv";
    private static final String DOMAIN = ".amazonaws.com";
    private static final String ROLE = "AWSServiceRoleFor";
    private static final String POLICY = "arn:aws:iam::aws:policy/aws-service-role/";
    private static final String SUFFIX = "suffix";
    private static final int LEAST_COLUMNS = 3;

    private final Map<String, Template> byService;

    private ServiceLinkedRoles(Map<String, Template> byService) {
        this.byService = Map.copyOf(byService);
    }

    /**
     * What a service's role is like.
     *
     * @param service the principal, such as {@code ecs.amazonaws.com}
     * @param takesSuffix whether there may be several, told apart by a suffix
     */
    public record Template(String service, String roleName, String policyArn, boolean takesSuffix) {

        /**
         * @param suffix null for none
         */
        public String roleName(@Nullable String suffix) {
            return suffix == null ? roleName : roleName + "_" + suffix;
        }

        public String path() {
            return "/aws-service-role/" + service + "/";
        }

        /**
         * As AWS writes it (AWS CLI Command Reference, create-service-linked-role, Examples). It
         * names no principal of an account, so that there are no ids to bind.
         */
        public String trust() {
            return "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Action\":[\"sts:AssumeRole\"],"
                    + "\"Effect\":\"Allow\",\"Principal\":{\"Service\":[\""
                    + service
                    + "\"]}}]}";
        }
    }

    public Optional<Template> find(String service) {
        return Optional.ofNullable(byService.get(service));
    }

    public Collection<Template> all() {
        return byService.values();
    }

    /** Reads the table that comes with this class: once. */
    public static ServiceLinkedRoles open() {
        Map<String, Template> read = new HashMap<>();
        try (var lines =
                new BufferedReader(
                        new InputStreamReader(
                                Objects.requireNonNull(
                                        ServiceLinkedRoles.class.getResourceAsStream(RESOURCE),
                                        RESOURCE),
                                StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (!line.startsWith("#")) {
                    Template template = template(List.of(line.split("\t", -1)));
                    if (read.put(template.service(), template) != null) {
                        throw new IllegalStateException("twice: " + line);
                    }
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new ServiceLinkedRoles(read);
    }

    private static Template template(List<String> columns) {
        if (columns.size() < LEAST_COLUMNS) {
            throw new IllegalStateException("no service-linked role: " + columns);
        }
        return new Template(
                columns.get(0) + DOMAIN,
                ROLE + columns.get(1),
                POLICY + columns.get(2),
                columns.getLast().equals(SUFFIX));
    }
}
