package io.ostiary.policy.evaluate;

import org.jspecify.annotations.Nullable;

/**
 * The answer, with the layer that refused, in the order in which they are asked: denying statements
 * of all layers, then what each layer leaves unsaid (IAM User Guide, "How AWS enforcement code
 * logic evaluates requests"). An enum, so that answering allocates nothing.
 */
public enum Decision {
    ALLOW(Outcome.ALLOW, null),
    EXPLICIT_DENY_RCP(Outcome.EXPLICIT_DENY, PolicyLayer.RCP),
    EXPLICIT_DENY_SCP(Outcome.EXPLICIT_DENY, PolicyLayer.SCP),
    EXPLICIT_DENY_RESOURCE(Outcome.EXPLICIT_DENY, PolicyLayer.RESOURCE),
    EXPLICIT_DENY_IDENTITY(Outcome.EXPLICIT_DENY, PolicyLayer.IDENTITY),
    EXPLICIT_DENY_BOUNDARY(Outcome.EXPLICIT_DENY, PolicyLayer.BOUNDARY),
    EXPLICIT_DENY_SESSION(Outcome.EXPLICIT_DENY, PolicyLayer.SESSION),
    IMPLICIT_DENY_RCP(Outcome.IMPLICIT_DENY, PolicyLayer.RCP),
    IMPLICIT_DENY_SCP(Outcome.IMPLICIT_DENY, PolicyLayer.SCP),
    IMPLICIT_DENY_RESOURCE(Outcome.IMPLICIT_DENY, PolicyLayer.RESOURCE),
    IMPLICIT_DENY_IDENTITY(Outcome.IMPLICIT_DENY, PolicyLayer.IDENTITY),
    IMPLICIT_DENY_BOUNDARY(Outcome.IMPLICIT_DENY, PolicyLayer.BOUNDARY),
    IMPLICIT_DENY_SESSION(Outcome.IMPLICIT_DENY, PolicyLayer.SESSION);

    /** What AWS's simulator would call it. */
    public enum Outcome {
        ALLOW,
        /** A denying statement applied. */
        EXPLICIT_DENY,
        /** No statement allowed, where one had to. */
        IMPLICIT_DENY
    }

    private final Outcome outcome;
    private final @Nullable PolicyLayer layer;

    Decision(Outcome outcome, @Nullable PolicyLayer layer) {
        this.outcome = outcome;
        this.layer = layer;
    }

    public Outcome outcome() {
        return outcome;
    }

    public boolean isAllowed() {
        return this == ALLOW;
    }

    /** Null for ALLOW. Where several layers refuse, the first. */
    public @Nullable PolicyLayer layer() {
        return layer;
    }
}
