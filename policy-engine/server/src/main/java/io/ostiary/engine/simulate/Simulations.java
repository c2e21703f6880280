package io.ostiary.engine.simulate;

import io.ostiary.contract.error.IamError;
import io.ostiary.contract.id.AccountId;
import io.ostiary.contract.id.Names;
import io.ostiary.contract.port.Engine.Answer;
import io.ostiary.contract.port.EngineQuery;
import io.ostiary.contract.port.EngineQuery.GetContextKeysForCustomPolicy;
import io.ostiary.contract.port.EngineQuery.GetContextKeysForPrincipalPolicy;
import io.ostiary.contract.port.EngineQuery.SimulateCustomPolicy;
import io.ostiary.contract.port.EngineQuery.SimulatePrincipalPolicy;
import io.ostiary.contract.result.EngineResult;
import io.ostiary.contract.result.EngineResult.GetContextKeysForCustomPolicyResult;
import io.ostiary.contract.result.EngineResult.GetContextKeysForPrincipalPolicyResult;
import io.ostiary.contract.result.EngineResult.SimulateCustomPolicyResult;
import io.ostiary.contract.result.EngineResult.SimulatePrincipalPolicyResult;
import io.ostiary.contract.shape.Tag;
import io.ostiary.engine.fold.AccountSnapshot;
import io.ostiary.engine.fold.EngineSnapshot;
import io.ostiary.engine.principal.AwsManagedPolicies;
import io.ostiary.engine.principal.OrganizationGuardrails;
import io.ostiary.engine.simulate.PolicySource.Named;
import io.ostiary.engine.simulate.PolicySource.NoSource;
import io.ostiary.policy.catalog.ServiceAuthorization;
import io.ostiary.policy.document.ContextKeys;
import io.ostiary.policy.document.PolicyKind;
import io.ostiary.policy.evaluate.Guardrails;
import io.ostiary.policy.parse.PolicyParseResult;
import io.ostiary.policy.parse.PolicyParser;
import io.ostiary.policy.simulate.InvalidSimulation;
import io.ostiary.policy.simulate.SimulatedCaller;
import io.ostiary.policy.simulate.SimulatedContext;
import io.ostiary.policy.simulate.SimulatedPolicy;
import io.ostiary.policy.simulate.Simulation;
import io.ostiary.policy.simulate.Simulator;
import io.ostiary.state.entity.User;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** IAM's policy simulator (IAM API Reference), over the policies that principals have. */
public final class Simulations {

    private static final int DEFAULT_ITEMS = 100;
    private static final String INPUT = "PolicyInputList.";

    private final AwsManagedPolicies aws;
    private final OrganizationGuardrails guardrails;
    private final Simulator simulator;

    public Simulations(
            AwsManagedPolicies aws, OrganizationGuardrails guardrails, ServiceAuthorization data) {
        this.aws = aws;
        this.guardrails = guardrails;
        this.simulator = new Simulator(data);
    }

    /**
     * @param account the caller's
     */
    public Answer answer(
            EngineSnapshot snapshot,
            AccountSnapshot account,
            EngineQuery.Simulation query,
            Instant now) {
        try {
            return new Answer.Given(
                    switch (query) {
                        case GetContextKeysForCustomPolicy get ->
                                new GetContextKeysForCustomPolicyResult(
                                        keys(List.of(), get.policyInputList()));
                        case GetContextKeysForPrincipalPolicy get -> {
                            PolicySource source =
                                    PolicySource.find(account, aws, get.policySourceArn());
                            yield new GetContextKeysForPrincipalPolicyResult(
                                    keys(source.all(), get.policyInputList()));
                        }
                        case SimulateCustomPolicy simulate -> custom(account, simulate, now);
                        case SimulatePrincipalPolicy simulate ->
                                principal(snapshot, account, simulate, now);
                    });
        } catch (InvalidSimulation invalid) {
            return new Answer.Refused(new IamError.InvalidInput(invalid.reason()));
        } catch (NoSource missing) {
            return new Answer.Refused(missing.error());
        }
    }

    private static List<String> keys(List<Named> own, List<String> given) throws InvalidSimulation {
        var keys = new ContextKeys();
        for (Named policy : own) {
            add(policy.document(), keys);
        }
        for (String document : given) {
            add(document, keys);
        }
        return keys.names();
    }

    private static void add(String text, ContextKeys keys) throws InvalidSimulation {
        switch (PolicyParser.parse(text, PolicyKind.IDENTITY)) {
            case PolicyParseResult.ParsedPolicy(var document) -> keys.add(document);
            case PolicyParseResult.MalformedPolicy(String reason) ->
                    throw new InvalidSimulation(reason);
        }
    }

    private EngineResult custom(AccountSnapshot account, SimulateCustomPolicy query, Instant now)
            throws InvalidSimulation {
        String named = query.callerArn();
        SimulatedCaller caller =
                named == null ? SimulatedCaller.unnamed(account.id()) : SimulatedCaller.of(named);
        List<String> resources = Simulation.resources(query.resourceArns());
        Simulation simulation =
                new Simulation(
                                Simulation.actions(
                                        query.actionNames(),
                                        resources,
                                        query.resourceHandlingOption()),
                                resources,
                                caller,
                                owner(query.resourceOwner(), caller),
                                given(query.policyInputList()),
                                boundary(query.permissionsBoundaryPolicyInputList(), null),
                                resourcePolicy(query.resourcePolicy()),
                                SimulatedContext.of(caller, query.contextEntries(), now),
                                null)
                        .checked();
        Simulator.Page page = page(simulation, query.marker(), query.maxItems());
        return new SimulateCustomPolicyResult(page.results(), page.next() != null, position(page));
    }

    private EngineResult principal(
            EngineSnapshot snapshot,
            AccountSnapshot account,
            SimulatePrincipalPolicy query,
            Instant now)
            throws InvalidSimulation, NoSource {
        PolicySource source = PolicySource.find(account, aws, query.policySourceArn());
        String named = query.callerArn();
        SimulatedCaller caller =
                named == null || named.equals(query.policySourceArn())
                        ? SimulatedCaller.of(query.policySourceArn()).with(keysOf(source))
                        : SimulatedCaller.of(named);
        List<String> resources = Simulation.resources(query.resourceArns());
        List<SimulatedPolicy> identity = new ArrayList<>();
        for (Named policy : source.policies()) {
            identity.add(SimulatedPolicy.of(policy.id(), policy.document(), PolicyKind.IDENTITY));
        }
        identity.addAll(given(query.policyInputList()));
        Simulation simulation =
                new Simulation(
                                Simulation.actions(
                                        query.actionNames(),
                                        resources,
                                        query.resourceHandlingOption()),
                                resources,
                                caller,
                                owner(query.resourceOwner(), caller),
                                identity,
                                boundary(
                                        query.permissionsBoundaryPolicyInputList(),
                                        source.boundary()),
                                resourcePolicy(query.resourcePolicy()),
                                SimulatedContext.of(caller, query.contextEntries(), now),
                                guardrails(snapshot, account, source))
                        .checked();
        Simulator.Page page = page(simulation, query.marker(), query.maxItems());
        return new SimulatePrincipalPolicyResult(
                page.results(), page.next() != null, position(page));
    }

    private @Nullable Guardrails guardrails(
            EngineSnapshot snapshot, AccountSnapshot account, PolicySource source) {
        return snapshot.organizationOf(account) == null
                ? null
                : guardrails.serviceControl(snapshot, account, source.entity());
    }

    private static Map<String, List<String>> keysOf(PolicySource source) {
        Map<String, List<String>> keys = new HashMap<>();
        for (Tag tag : source.entity().attachments().tags()) {
            keys.put("aws:principaltag/" + Names.key(tag.key()), List.of(tag.value()));
        }
        if (source.entity() instanceof User user) {
            keys.put("aws:userid", List.of(user.id()));
        }
        return keys;
    }

    private static AccountId owner(@Nullable String given, SimulatedCaller caller)
            throws InvalidSimulation {
        if (given != null) {
            return Simulation.owner(given);
        }
        AccountId account = caller.principal().account();
        if (account == null) {
            throw new IllegalStateException("a simulated caller has an account");
        }
        return account;
    }

    private static List<SimulatedPolicy> given(List<String> documents) throws InvalidSimulation {
        List<SimulatedPolicy> policies = new ArrayList<>(documents.size());
        for (String document : documents) {
            policies.add(
                    SimulatedPolicy.of(
                            INPUT + (policies.size() + 1), document, PolicyKind.IDENTITY));
        }
        return policies;
    }

    /** One that is given takes the place of the one that is attached. */
    private static @Nullable SimulatedPolicy boundary(
            List<String> documents, @Nullable Named attached) throws InvalidSimulation {
        if (documents.size() > 1) {
            throw new InvalidSimulation(
                    "The list of Permissions Boundary policies cannot exceed 1 items.");
        }
        if (!documents.isEmpty()) {
            return SimulatedPolicy.of(
                    "PermissionsBoundaryPolicyInputList.1",
                    documents.getFirst(),
                    PolicyKind.IDENTITY);
        }
        return attached == null
                ? null
                : SimulatedPolicy.of(attached.id(), attached.document(), PolicyKind.IDENTITY);
    }

    private static @Nullable SimulatedPolicy resourcePolicy(@Nullable String document)
            throws InvalidSimulation {
        return document == null
                ? null
                : SimulatedPolicy.of("ResourcePolicy", document, PolicyKind.RESOURCE);
    }

    private Simulator.Page page(
            Simulation simulation, @Nullable String marker, @Nullable Integer maxItems)
            throws InvalidSimulation {
        int most = maxItems == null ? DEFAULT_ITEMS : maxItems;
        int from;
        try {
            from = marker == null ? 0 : Integer.parseInt(marker);
        } catch (NumberFormatException _) {
            from = -1;
        }
        if (from < 0) {
            throw new InvalidSimulation("Invalid marker for pagination.");
        }
        return simulator.simulate(simulation, from, most);
    }

    private static @Nullable String position(Simulator.Page page) {
        Integer next = page.next();
        return next == null ? null : Integer.toString(next);
    }
}
