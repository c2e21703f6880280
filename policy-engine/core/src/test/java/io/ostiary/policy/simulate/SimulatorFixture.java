package io.ostiary.policy.simulate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.ostiary.contract.id.AccountId;
import io.ostiary.contract.shape.ContextEntry;
import io.ostiary.contract.shape.EvaluationResult;
import io.ostiary.contract.shape.MatchedStatement;
import io.ostiary.policy.catalog.ServiceAuthorization;
import io.ostiary.policy.document.PolicyKind;
import io.ostiary.policy.evaluate.Guardrails;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** A simulation to be filled in and run. */
abstract class SimulatorFixture {

    private static final Simulator SIMULATOR = new Simulator(ServiceAuthorization.open());
    private static final Instant NOW = Instant.parse("2026-11-27T12:00:00Z");

    final List<String> identity = new ArrayList<>();
    final List<ContextEntry> entries = new ArrayList<>();
    @Nullable String boundary;
    @Nullable String resourcePolicy;
    @Nullable String caller;
    @Nullable String owner;
    @Nullable Guardrails guardrails;
    int from;
    int most = 100;

    String refusal(List<String> actions, String... resources) {
        return assertThrows(InvalidSimulation.class, () -> page(actions, List.of(resources)))
                .reason();
    }

    EvaluationResult only(String action, String... resources) throws InvalidSimulation {
        Simulator.Page page = page(List.of(action), List.of(resources));
        assertEquals(1, page.results().size());
        return page.results().getFirst();
    }

    Simulator.Page page(List<String> actions, List<String> arns) throws InvalidSimulation {
        SimulatedCaller simulated =
                caller == null
                        ? SimulatedCaller.unnamed(new AccountId("111122223333"))
                        : SimulatedCaller.of(caller);
        List<SimulatedPolicy> policies = new ArrayList<>();
        for (String text : identity) {
            policies.add(
                    SimulatedPolicy.of(
                            "PolicyInputList." + (policies.size() + 1), text, PolicyKind.IDENTITY));
        }
        List<String> resources = Simulation.resources(arns);
        Simulation simulation =
                new Simulation(
                        Simulation.actions(actions, resources, null),
                        resources,
                        simulated,
                        owner == null ? simulated.account() : Simulation.owner(owner),
                        policies,
                        boundary == null
                                ? null
                                : SimulatedPolicy.of("B", boundary, PolicyKind.IDENTITY),
                        resourcePolicy == null
                                ? null
                                : SimulatedPolicy.of(
                                        "ResourcePolicy", resourcePolicy, PolicyKind.RESOURCE),
                        SimulatedContext.of(simulated, entries, NOW),
                        guardrails);
        return SIMULATOR.simulate(simulation.checked(), from, most);
    }

    static List<String> names(Simulator.Page page) {
        return page.results().stream().map(EvaluationResult::evalActionName).toList();
    }

    static List<String> sources(List<MatchedStatement> statements) {
        return statements.stream().map(MatchedStatement::sourcePolicyId).toList();
    }

    static String policy(String effect, String action, String resource) {
        return """
        {"Version":"2012-10-17","Statement":[{"Effect":"%s","Action":"%s","Resource":"%s"}]}\
        """
                .formatted(effect, action, resource);
    }

    static String bucketPolicy(String principal, String resource) {
        return """
        {"Version":"2012-10-17","Statement":{"Effect":"Allow","Principal":{"AWS":"%s"},\
        "Action":["s3:List*","s3:Put*"],"Resource":"%s"}}\
        """
                .formatted(principal, resource);
    }
}
