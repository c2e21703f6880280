package io.ostiary.projection.query;

import io.ostiary.contract.id.Names;
import io.ostiary.projection.History;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Three hundred policies of AWS's, of which a few have names that tests know. */
public final class InMemoryAwsManagedPolicies implements AwsManagedPolicies {

    public static final String READ_ONLY = "arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess";
    public static final String LINKED = "arn:aws:iam::aws:policy/aws-service-role/LinkedRolePolicy";

    private final List<AwsManagedPolicy> all;

    public InMemoryAwsManagedPolicies() {
        var policies = new ArrayList<AwsManagedPolicy>();
        policies.add(policy("/", "AmazonS3ReadOnlyAccess", "v3", true));
        policies.add(policy("/aws-service-role/", "LinkedRolePolicy", "v1", false));
        for (int i = 0; i < 298; i++) {
            policies.add(policy("/service-role/", "managed%03d".formatted(i), "v1", true));
        }
        policies.sort(Comparator.comparing(policy -> Names.key(policy.name())));
        all = List.copyOf(policies);
    }

    private static AwsManagedPolicy policy(
            String path, String name, String version, boolean attachable) {
        return new AwsManagedPolicy(
                "arn:aws:iam::aws:policy" + path + name,
                "ANPAAWS" + name,
                name,
                path,
                null,
                version,
                "{\"Aws\":\"" + name + "\"}",
                attachable,
                History.START,
                History.START.plusSeconds(1));
    }

    @Override
    public @Nullable AwsManagedPolicy byArn(String arn) {
        for (AwsManagedPolicy policy : all) {
            if (policy.arn().equals(arn)) {
                return policy;
            }
        }
        return null;
    }

    @Override
    public List<AwsManagedPolicy> byName() {
        return all;
    }
}
