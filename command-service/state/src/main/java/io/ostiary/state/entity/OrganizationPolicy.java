package io.ostiary.state.entity;

import io.ostiary.contract.id.OrganizationPolicyType;
import io.ostiary.contract.shape.Tag;

import java.util.List;

/**
 * A policy of the organization that this account manages; the two of AWS's are in no table.
 *
 * @param content the document as it was given, white space included
 */
public record OrganizationPolicy(
        String id,
        OrganizationPolicyType type,
        String name,
        String description,
        String content,
        List<Tag> tags)
        implements OrganizationPart {

    private static final OrganizationPolicy FULL_AWS_ACCESS =
            new OrganizationPolicy(
                    "p-FullAWSAccess",
                    OrganizationPolicyType.SERVICE_CONTROL_POLICY,
                    "FullAWSAccess",
                    "Allows access to every operation",
                    """
                    {
                      "Version": "2012-10-17",
                      "Statement": [
                        {
                          "Effect": "Allow",
                          "Action": "*",
                          "Resource": "*"
                        }
                      ]
                    }\
                    """,
                    List.of());

    private static final OrganizationPolicy RCP_FULL_AWS_ACCESS =
            new OrganizationPolicy(
                    "p-RCPFullAWSAccess",
                    OrganizationPolicyType.RESOURCE_CONTROL_POLICY,
                    "RCPFullAWSAccess",
                    "Allows access to every resource",
                    """
                    {
                      "Version": "2012-10-17",
                      "Statement": [
                        {
                          "Effect": "Allow",
                          "Principal": "*",
                          "Action": "*",
                          "Resource": "*"
                        }
                      ]
                    }\
                    """,
                    List.of());

    public OrganizationPolicy {
        tags = List.copyOf(tags);
    }

    /** AWS's own of a type, which allows everything. */
    public static OrganizationPolicy fullAccess(OrganizationPolicyType type) {
        return switch (type) {
            case SERVICE_CONTROL_POLICY -> FULL_AWS_ACCESS;
            case RESOURCE_CONTROL_POLICY -> RCP_FULL_AWS_ACCESS;
        };
    }

    /** What the keys of all policies of a type begin with: lists are of one type. */
    public static String prefix(OrganizationPolicyType type) {
        return type.inArns() + "/";
    }

    @Override
    public Table<OrganizationPolicy> table() {
        return Table.ORGANIZATION_POLICIES;
    }

    @Override
    public String key() {
        return prefix(type) + id;
    }

    @Override
    public String partId() {
        return id;
    }

    /** Whether it is one that nobody can change. */
    public boolean isAwsManaged() {
        return id.equals(fullAccess(type).id);
    }

    public OrganizationPolicy updated(String newName, String newDescription, String newContent) {
        return new OrganizationPolicy(id, type, newName, newDescription, newContent, tags);
    }

    @Override
    public OrganizationPolicy withTags(List<Tag> newTags) {
        return new OrganizationPolicy(id, type, name, description, content, newTags);
    }
}
