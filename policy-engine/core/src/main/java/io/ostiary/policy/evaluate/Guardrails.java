package io.ostiary.policy.evaluate;

import java.util.List;

/**
 * The organization's policies that limit a request: one inner list per level, from the root of the
 * organization down to the account. A deny at any level denies, and every level must allow
 * (Organizations User Guide, "SCP evaluation" and "RCP evaluation"). They never grant.
 *
 * <p>Whoever builds this knows the organization and leaves away what does not apply: the management
 * account has neither kind, a service-linked role is limited by neither, RCPs concern the services
 * of a list only ("Resource control policies", "List of AWS services that support RCPs"), and a
 * level that AWS fills with {@code FullAWSAccess} or {@code RCPFullAWSAccess} must hold it here
 * too.
 *
 * @param scp service control policies of the caller's account; they limit its root user too. Empty
 *     where none apply. Not asked for callers without identity
 * @param rcp resource control policies of the resource's account, asked for every caller. Empty
 *     where none apply
 */
public record Guardrails(List<List<LabelledPolicy>> scp, List<List<LabelledPolicy>> rcp) {

    public static final Guardrails NONE = new Guardrails(List.of(), List.of());

    public Guardrails {
        scp = scp.stream().map(List::copyOf).toList();
        rcp = rcp.stream().map(List::copyOf).toList();
    }

    /** Whether nothing is limited. */
    public boolean isEmpty() {
        return scp.isEmpty() && rcp.isEmpty();
    }
}
