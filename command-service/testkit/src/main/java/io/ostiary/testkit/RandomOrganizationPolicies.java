package io.ostiary.testkit;

import io.ostiary.contract.command.Command;
import io.ostiary.contract.command.OrganizationCommand;
import io.ostiary.contract.id.OrganizationPolicyType;
import io.ostiary.state.entity.AttachedPolicies;
import io.ostiary.state.entity.OrganizationPolicy;
import io.ostiary.state.entity.Table;
import io.ostiary.state.view.AccountState;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Commands about an organization's policies, mostly ones that can be done. */
final class RandomOrganizationPolicies extends RandomValues {
    private static final List<String> TYPES =
            List.of("SERVICE_CONTROL_POLICY", "RESOURCE_CONTROL_POLICY", "TAG_POLICY");

    RandomOrganizationPolicies(Random random, AccountState account) {
        super(random, account);
    }

    Command command() {
        return switch (random.nextInt(12)) {
            case 0, 1 -> new OrganizationCommand.EnablePolicyType(type(), rootId());
            case 2 -> new OrganizationCommand.DisablePolicyType(type(), rootId());
            case 3, 4 -> {
                String type = type();
                yield new OrganizationCommand.CreatePolicy(
                        content(type), "a guard rail", name("policy"), tags(), type);
            }
            case 5 ->
                    new OrganizationCommand.UpdatePolicy(
                            maybe(content(type())),
                            maybe("another"),
                            maybe(name("policy")),
                            policyId());
            case 6 -> new OrganizationCommand.DeletePolicy(policyId());
            case 7, 8, 9 -> new OrganizationCommand.AttachPolicy(policyId(), targetId());
            case 10 -> detach();
            default -> new OrganizationCommand.TagResource(policyId(), tags());
        };
    }

    /** Mostly what is attached. */
    private Command detach() {
        var rows = new ArrayList<AttachedPolicies>();
        account.scan(Table.ATTACHED_POLICIES, "").forEach(rows::add);
        if (rows.isEmpty() || random.nextInt(3) == 0) {
            return new OrganizationCommand.DetachPolicy(policyId(), targetId());
        }
        AttachedPolicies row = rows.get(random.nextInt(rows.size()));
        String policyId = row.policyIds().get(random.nextInt(row.policyIds().size()));
        return new OrganizationCommand.DetachPolicy(policyId, row.targetId());
    }

    private String type() {
        return TYPES.get(random.nextInt(TYPES.size()));
    }

    private String content(String type) {
        String principal = type.equals("RESOURCE_CONTROL_POLICY") ? "\"Principal\":\"*\"," : "";
        String action = random.nextBoolean() ? "sts:AssumeRole" : "s3:*";
        return "{\"Version\":\"2012-10-17\",\"Statement\":{\"Effect\":\"Deny\","
                + principal
                + "\"Action\":\""
                + action
                + "\",\"Resource\":\"*\"}}";
    }

    private String rootId() {
        return account.organization() == null ? "r-none" : account.organization().rootId();
    }

    private String policyId() {
        var ids = new ArrayList<>(List.of("p-none0000"));
        for (OrganizationPolicyType type : OrganizationPolicyType.values()) {
            ids.add(OrganizationPolicy.fullAccess(type).id());
        }
        account.scan(Table.ORGANIZATION_POLICIES, "").forEach(policy -> ids.add(policy.id()));
        return ids.get(random.nextInt(ids.size()));
    }

    private String targetId() {
        var ids = new ArrayList<>(List.of(rootId(), "ou-none-none0000"));
        account.scan(Table.MEMBER_ACCOUNTS, "").forEach(member -> ids.add(member.id().value()));
        account.scan(Table.ORGANIZATIONAL_UNITS, "").forEach(unit -> ids.add(unit.id()));
        return ids.get(random.nextInt(ids.size()));
    }
}
