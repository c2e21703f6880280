package io.ostiary.policy.simulate;

import io.ostiary.contract.id.AccountId;
import io.ostiary.policy.catalog.ServiceAuthorization;
import io.ostiary.policy.evaluate.Guardrails;
import io.ostiary.policy.request.ActionName;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * What is simulated: every action on every resource.
 *
 * @param resources empty for {@code *}
 * @param owner of resources whose ARN names no account
 * @param guardrails what the organization of the caller's account allows at most; null when it is
 *     of none
 */
public record Simulation(
        List<ActionName> actions,
        List<String> resources,
        SimulatedCaller caller,
        AccountId owner,
        List<SimulatedPolicy> identity,
        @Nullable SimulatedPolicy boundary,
        @Nullable SimulatedPolicy resourcePolicy,
        SimulatedContext context,
        @Nullable Guardrails guardrails) {

    /**
     * Statements that one action may be held against, over all resources. The model sets no bound:
     * a request of a megabyte could ask for minutes of work, and for an answer of a gigabyte, since
     * every statement that applies is told (attack A127).
     */
    public static final int MOST_WORK = 100_000;

    /** IAM API Reference, ResourceHandlingOption; the first two are of EC2-Classic. */
    private static final Set<String> HANDLING_OPTIONS =
            Set.of(
                    "EC2-Classic-InstanceStore",
                    "EC2-Classic-EBS",
                    "EC2-VPC-InstanceStore",
                    "EC2-VPC-InstanceStore-Subnet",
                    "EC2-VPC-EBS",
                    "EC2-VPC-EBS-Subnet");

    private static final String HANDLED = "ec2:runinstances";

    public Simulation {
        actions = List.copyOf(actions);
        resources = List.copyOf(resources);
        identity = List.copyOf(identity);
    }

    /**
     * Refuses what has no answer.
     *
     * @throws InvalidSimulation with the reason
     */
    public Simulation checked() throws InvalidSimulation {
        if (work() > MOST_WORK) {
            throw new InvalidSimulation(
                    "The simulation is too large: fewer resources or statements are needed.");
        }
        if (resourcePolicy == null) {
            return this;
        }
        if (resources.isEmpty()) {
            throw new InvalidSimulation(
                    "Invalid Entity Arn: * does not clearly define entity type and name.");
        }
        return switch (caller.kind()) {
            case USER -> this;
            case UNNAMED, GROUP ->
                    throw new InvalidSimulation("Invalid caller - Caller cannot be null or empty.");
            case ROLE ->
                    throw new InvalidSimulation(
                            "Simulation of resource-based policies isn't supported for IAM roles.");
        };
    }

    /** Statements that one action is held against. */
    long work() {
        long statements = boundary == null ? 0 : boundary.statements();
        statements += resourcePolicy == null ? 0 : resourcePolicy.statements();
        for (SimulatedPolicy policy : identity) {
            statements += policy.statements();
        }
        return Math.max(1, statements) * Math.max(1, resources.size());
    }

    /**
     * @param handling the ResourceHandlingOption, or null
     * @throws InvalidSimulation when one is no action, or cannot be simulated so
     */
    public static List<ActionName> actions(
            List<String> names, List<String> resources, @Nullable String handling)
            throws InvalidSimulation {
        if (names.isEmpty()) {
            throw new InvalidSimulation("ActionNames is required.");
        }
        if (handling != null && !HANDLING_OPTIONS.contains(handling)) {
            throw new InvalidSimulation(
                    "Invalid input resource handling options. " + handling + " is not known.");
        }
        List<ActionName> actions = new ArrayList<>();
        for (String name : names) {
            int colon = name.indexOf(':');
            if (colon < 1 || name.indexOf(':', colon + 1) >= 0) {
                throw new InvalidSimulation("The action is invalid since it is missing names");
            }
            if (name.indexOf('*') >= 0 || name.indexOf('?') >= 0) {
                throw new InvalidSimulation(
                        "Wildcards are not supported in the action name " + name + ".");
            }
            ActionName action = ActionName.of(name);
            if (handling != null
                    && !resources.isEmpty()
                    && !(action.service() + ":" + action.key()).equals(HANDLED)) {
                throw new InvalidSimulation(
                        "Invalid input resource handling options. Action does not support resource"
                                + " handling options: "
                                + name
                                + ".");
            }
            actions.add(action);
        }
        return List.copyOf(actions);
    }

    /**
     * The resources by name; empty where all are meant.
     *
     * @throws InvalidSimulation when one is no ARN, or {@code *} beside others
     */
    public static List<String> resources(List<String> arns) throws InvalidSimulation {
        if (arns.isEmpty() || arns.equals(List.of("*"))) {
            return List.of();
        }
        for (String arn : arns) {
            String[] parts = arn.split(":", 6);
            if (parts.length < 6
                    || !parts[0].equals("arn")
                    || parts[1].isEmpty()
                    || parts[2].isEmpty()
                    || parts[5].isEmpty()) {
                throw new InvalidSimulation(
                        "ResourceNames are not in a valid ARN format: " + arn + ".");
            }
        }
        return List.copyOf(arns);
    }

    /**
     * The account of a ResourceOwner.
     *
     * @throws InvalidSimulation when the text is not the ARN of an account's root
     */
    public static AccountId owner(String text) throws InvalidSimulation {
        String before = "arn:aws:iam::";
        String after = ":root";
        if (text.startsWith(before) && text.endsWith(after)) {
            int end = text.length() - after.length();
            String account = end < before.length() ? "" : text.substring(before.length(), end);
            if (AccountId.isValid(account)) {
                return new AccountId(account);
            }
        }
        throw new InvalidSimulation("'" + text + "' is not a valid as a Resource Owner.");
    }

    /** The name under which AWS tells of several resources at once: the form of their ARNs. */
    String resourceName(ActionName action, ServiceAuthorization data) {
        if (resources.size() == 1) {
            return resources.getFirst();
        }
        if (resources.isEmpty()) {
            return "*";
        }
        var entry = data.action(action.text());
        var service = data.service(action.service());
        List<String> forms = new ArrayList<>();
        if (entry != null && service != null) {
            for (var resource : entry.resources()) {
                var type = service.resourceType(resource.type());
                if (type != null) {
                    forms.add(type.arn().replace("${Partition}", "aws"));
                }
            }
        }
        return forms.isEmpty() ? "*" : forms.getLast();
    }
}
