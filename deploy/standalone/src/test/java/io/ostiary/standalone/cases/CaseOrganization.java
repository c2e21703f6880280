package io.ostiary.standalone.cases;

import io.ostiary.standalone.lesson.RunningHouse;
import io.ostiary.standalone.lesson.Tenant;

import software.amazon.awssdk.services.organizations.OrganizationsClient;
import software.amazon.awssdk.services.organizations.model.PolicyType;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * What limits the accounts of a case: each lies under three units of its own, and the levels of a
 * case are policies on the account and the units next above it. Whatever a case has not is AWS's
 * own policy, which allows everything, as at the root of the organization.
 */
final class CaseOrganization {

    private static final String FULL = "p-FullAWSAccess";
    private static final int UNITS = 3;

    private record Attachment(PolicyType type, String policy, String target, boolean alone) {}

    private final OrganizationsClient organizations;
    private final String root;
    private final Map<String, List<String>> targets = new HashMap<>();
    private final Map<String, String> made = new HashMap<>();
    private final List<Attachment> attached = new ArrayList<>();

    CaseOrganization(RunningHouse house) {
        organizations = house.root().organizations();
        root = organizations.listRoots(r -> {}).roots().getFirst().id();
    }

    private List<String> targets(String account) {
        return targets.computeIfAbsent(
                account,
                _ -> {
                    List<String> below = new ArrayList<>();
                    String parent = root;
                    for (int i = 0; i < UNITS; i++) {
                        parent = unit(parent, "Case " + account + " " + i);
                        below.add(parent);
                    }
                    String last = parent;
                    organizations.moveAccount(
                            r ->
                                    r.accountId(account)
                                            .sourceParentId(root)
                                            .destinationParentId(last));
                    below.add(account);
                    return below;
                });
    }

    private String unit(String parent, String name) {
        return organizations
                .createOrganizationalUnit(r -> r.parentId(parent).name(name))
                .organizationalUnit()
                .id();
    }

    /** Once, before there are several of these. */
    static void enablePolicies(RunningHouse house) {
        var organizations = house.root().organizations();
        var root = organizations.listRoots(r -> {}).roots().getFirst();
        for (PolicyType type :
                List.of(PolicyType.SERVICE_CONTROL_POLICY, PolicyType.RESOURCE_CONTROL_POLICY)) {
            if (root.policyTypes().stream().noneMatch(each -> each.type() == type)) {
                organizations.enablePolicyType(r -> r.rootId(root.id()).policyType(type));
            }
        }
    }

    private String policy(PolicyType type, String document) {
        return made.computeIfAbsent(
                type + document,
                _ ->
                        organizations
                                .createPolicy(
                                        r ->
                                                r.name("Case " + UUID.randomUUID())
                                                        .description("")
                                                        .type(type)
                                                        .content(document))
                                .policy()
                                .policySummary()
                                .id());
    }

    /** Until {@link #release}. */
    void limit(Tenant tenant, PolicyType type, List<WrittenCase.Level> levels) {
        if (levels.stream().allMatch(level -> level.document() == null)) {
            return;
        }
        List<String> all = targets(tenant.account());
        for (int i = 0; i < levels.size(); i++) {
            WrittenCase.Level level = levels.get(i);
            if (level.document() == null) {
                continue;
            }
            String target = all.get(all.size() - levels.size() + i);
            var attachment =
                    new Attachment(
                            type, policy(type, level.document()), target, !level.everything());
            organizations.attachPolicy(r -> r.policyId(attachment.policy()).targetId(target));
            attached.add(attachment);
            if (attachment.alone()) {
                organizations.detachPolicy(r -> r.policyId(FULL).targetId(target));
            }
        }
    }

    /** No account is limited any more. */
    void release() {
        for (Attachment each : attached) {
            if (each.alone()) {
                organizations.attachPolicy(r -> r.policyId(FULL).targetId(each.target()));
            }
            organizations.detachPolicy(r -> r.policyId(each.policy()).targetId(each.target()));
        }
        attached.clear();
    }
}
