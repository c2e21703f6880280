package io.ostiary.policy.simulate;

/** How the simulator calls the types of policies (IAM API Reference, SimulatePrincipalPolicy). */
final class DecisionSource {

    static final String IAM = "IAM Policy";
    static final String RESOURCE = "Resource Policy";
    static final String BOUNDARY = "Permissions Boundary Policy";

    private DecisionSource() {}
}
