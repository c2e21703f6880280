package io.ostiary.contract.id;

import java.util.Optional;

/**
 * An Amazon Resource Name: {@code arn:partition:service:region:account:resource}. The first five
 * colons part it, the resource may hold more of them (AWS General Reference, "ARN format").
 *
 * @param account twelve digits, {@code aws} for AWS managed policies, or empty
 */
public record Arn(
        String partition, String service, String region, String account, String resource) {

    public static final String PARTITION = "aws";

    /** The account part of an AWS managed policy's ARN. */
    public static final String AWS_MANAGED = "aws";

    public static Optional<Arn> parse(String text) {
        if (!text.startsWith("arn:")) {
            return Optional.empty();
        }
        int service = text.indexOf(':', 4) + 1;
        int region = service == 0 ? 0 : text.indexOf(':', service) + 1;
        int account = region == 0 ? 0 : text.indexOf(':', region) + 1;
        int resource = account == 0 ? 0 : text.indexOf(':', account) + 1;
        if (resource == 0
                || service == "arn::".length()
                || region == service + 1
                || resource == text.length()) {
            return Optional.empty();
        }
        return Optional.of(
                new Arn(
                        text.startsWith("aws:", 4) ? PARTITION : text.substring(4, service - 1),
                        text.substring(service, region - 1),
                        text.substring(region, account - 1),
                        text.substring(account, resource - 1),
                        text.substring(resource)));
    }

    /**
     * The ARN of a managed policy, as strictly as IAM reads one: this partition, no region, a
     * policy, no blanks around it (AWS's notice to customers, told in cloud-gov/aws-broker#383).
     */
    public static Optional<Arn> ofPolicy(String text) {
        return parse(text)
                .filter(
                        arn ->
                                arn.partition.equals(PARTITION)
                                        && arn.service.equals("iam")
                                        && arn.region.isEmpty()
                                        && arn.resource.startsWith("policy/")
                                        && text.equals(text.strip()));
    }

    public static Arn iam(AccountId account, String resource) {
        return new Arn(PARTITION, "iam", "", account.value(), resource);
    }

    /**
     * @param type {@code user}, {@code role}, {@code group}, {@code policy}, {@code
     *     instance-profile}
     * @param path begins and ends with a slash
     */
    public static Arn iam(AccountId account, String type, String path, String name) {
        return iam(account, type + path + name);
    }

    public static Arn root(AccountId account) {
        return iam(account, "root");
    }

    /**
     * The ARN of a role session; the role's path is not in it (IAM User Guide, "IAM identifiers").
     */
    public static Arn assumedRole(AccountId account, String roleName, String sessionName) {
        return new Arn(
                PARTITION,
                "sts",
                "",
                account.value(),
                "assumed-role/" + roleName + "/" + sessionName);
    }

    /** What stands before the first slash of the resource: {@code user}, {@code role} … */
    public String resourceType() {
        int slash = resource.indexOf('/');
        return slash < 0 ? resource : resource.substring(0, slash);
    }

    /** What stands behind the last slash: the name of an IAM entity. */
    public String resourceName() {
        return resource.substring(resource.lastIndexOf('/') + 1);
    }

    public boolean isIn(AccountId other) {
        return account.equals(other.value());
    }

    @Override
    public String toString() {
        return "arn:" + partition + ":" + service + ":" + region + ":" + account + ":" + resource;
    }
}
