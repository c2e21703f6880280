package io.ostiary.policy.evaluate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;

import io.ostiary.contract.id.AccountId;
import io.ostiary.policy.compile.CompiledPolicy;
import io.ostiary.policy.document.PolicyDocument;
import io.ostiary.policy.document.PolicyKind;
import io.ostiary.policy.managed.ManagedPolicyCatalog;
import io.ostiary.policy.request.AuthorizationRequest;
import io.ostiary.policy.request.Principal;

import org.junit.jupiter.api.Test;

import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.Map;

/** The hot path allocates nothing; that is a promise, so it is a test. */
class EvaluatorAllocationTest {

    private static final int ROUNDS = 20_000;

    @Test
    void askingAllocatesNothing() {
        ManagedPolicyCatalog catalog = ManagedPolicyCatalog.open();
        var account = new AccountId("111122223333");
        Map<String, List<String>> keys = Map.of("aws:username", List.of("alice"));
        AuthorizationRequest request =
                AuthorizationRequest.of(
                        "iam:GetUser",
                        "arn:aws:iam::111122223333:user/alice",
                        account,
                        Principal.user(
                                account,
                                "AIDAALICE00000000001",
                                "arn:aws:iam::111122223333:user/alice",
                                "alice"),
                        keys::get);
        var policies =
                new PolicySet(
                        List.of(
                                labelled(catalog, "AmazonS3ReadOnlyAccess"),
                                labelled(catalog, "ReadOnlyAccess"),
                                labelled(catalog, "PowerUserAccess"),
                                labelled(catalog, "IAMUserChangePassword")),
                        List.of(labelled(catalog, "IAMReadOnlyAccess")),
                        labelled(catalog, "AdministratorAccess"),
                        null,
                        null,
                        guardrails());
        int allowed = 0;
        for (int i = 0; i < ROUNDS; i++) {
            allowed += Evaluator.evaluate(request, policies).isAllowed() ? 1 : 0;
        }
        var threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = threads.getCurrentThreadAllocatedBytes();
        for (int i = 0; i < ROUNDS; i++) {
            allowed += Evaluator.evaluate(request, policies).isAllowed() ? 1 : 0;
        }
        long bytes = threads.getCurrentThreadAllocatedBytes() - before;

        assertEquals(2 * ROUNDS, allowed);
        // The measuring itself costs a little; one object a round would be 320,000.
        assertTrue(bytes < ROUNDS, bytes + " bytes in " + ROUNDS + " rounds");
    }

    private static Guardrails guardrails() {
        return new Guardrails(
                List.of(full(PolicyKind.SCP), full(PolicyKind.SCP)),
                List.of(full(PolicyKind.RCP), full(PolicyKind.RCP)));
    }

    private static List<LabelledPolicy> full(PolicyKind kind) {
        return List.of(
                new LabelledPolicy(
                        kind.name(), CompiledPolicy.of(PolicyDocument.fullAccess(kind))));
    }

    private static LabelledPolicy labelled(ManagedPolicyCatalog catalog, String name) {
        String arn =
                catalog.policies().stream()
                        .filter(policy -> policy.name().equals(name))
                        .findFirst()
                        .orElseThrow()
                        .arn();
        return new LabelledPolicy(name, catalog.compiled(arn));
    }
}
