package io.ostiary.policy.evaluate;

import io.ostiary.policy.compile.StatementIndex;

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
 */
public final class Guardrails {

    public static final Guardrails NONE = new Guardrails(List.of(), List.of());

    private final List<List<LabelledPolicy>> scp;
    private final List<List<LabelledPolicy>> rcp;
    private final StatementIndex[] scpIndexes;
    private final StatementIndex[] rcpIndexes;

    /**
     * @param scp service control policies of the caller's account; they limit its root user too.
     *     Empty where none apply. Not asked for callers without identity
     * @param rcp resource control policies of the resource's account, asked for every caller. Empty
     *     where none apply
     */
    public Guardrails(List<List<LabelledPolicy>> scp, List<List<LabelledPolicy>> rcp) {
        this(copied(scp), copied(rcp), indexes(scp), indexes(rcp));
    }

    private Guardrails(
            List<List<LabelledPolicy>> scp,
            List<List<LabelledPolicy>> rcp,
            StatementIndex[] scpIndexes,
            StatementIndex[] rcpIndexes) {
        this.scp = scp;
        this.rcp = rcp;
        this.scpIndexes = scpIndexes;
        this.rcpIndexes = rcpIndexes;
    }

    private static List<List<LabelledPolicy>> copied(List<List<LabelledPolicy>> levels) {
        return levels.stream().map(List::copyOf).toList();
    }

    private static StatementIndex[] indexes(List<List<LabelledPolicy>> levels) {
        return levels.stream()
                .map(level -> LabelledPolicy.index(level, List.of()))
                .toArray(StatementIndex[]::new);
    }

    /** With the RCPs of another account: those of the resource's. */
    public Guardrails withRcpOf(Guardrails other) {
        return new Guardrails(scp, other.rcp, scpIndexes, other.rcpIndexes);
    }

    public List<List<LabelledPolicy>> scp() {
        return scp;
    }

    public List<List<LabelledPolicy>> rcp() {
        return rcp;
    }

    StatementIndex[] scpIndexes() {
        return scpIndexes;
    }

    StatementIndex[] rcpIndexes() {
        return rcpIndexes;
    }
}
