package io.ostiary.policy.managed;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ostiary.contract.id.AccountId;
import io.ostiary.policy.evaluate.Evaluator;
import io.ostiary.policy.evaluate.Guardrails;
import io.ostiary.policy.evaluate.LabelledPolicy;
import io.ostiary.policy.evaluate.PolicySet;
import io.ostiary.policy.request.AuthorizationRequest;
import io.ostiary.policy.request.ConditionKeys;
import io.ostiary.policy.request.Principal;

import org.junit.jupiter.api.Test;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

class ManagedPolicyCatalogTest {

    private static final String READ_ONLY = "arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess";
    private static final ManagedPolicyCatalog CATALOG = ManagedPolicyCatalog.open();

    @Test
    void allManagedPoliciesParseAndCompile() {
        Set<String> ids = new HashSet<>();
        for (ManagedPolicy policy : CATALOG.policies()) {
            CATALOG.compiled(policy.arn());
            assertTrue(ids.add(policy.policyId()), policy.arn());
        }
        assertEquals(1_594, CATALOG.policies().size());
    }

    @Test
    void thoseOfServicesAndRootTasksAreNotAttachable() {
        assertEquals(1_232, CATALOG.policies().stream().filter(ManagedPolicy::attachable).count());
    }

    @Test
    void aPolicyIsCompiledOnceAndItsIdIsStable() {
        ManagedPolicy policy = CATALOG.find(READ_ONLY).orElseThrow();

        assertSame(CATALOG.compiled(READ_ONLY), CATALOG.compiled(READ_ONLY));
        assertEquals(policy, ManagedPolicyCatalog.open().find(READ_ONLY).orElseThrow());
        assertTrue(policy.policyId().matches("ANPA[A-Z2-7]{17}"));
        assertEquals("/", policy.path());
        assertTrue(CATALOG.document(READ_ONLY).startsWith("{\"Version\":\"2012-10-17\""));
    }

    @Test
    void anUnknownArnIsNotFound() {
        assertFalse(CATALOG.find("arn:aws:iam::aws:policy/Nothing").isPresent());
        assertThrows(
                IllegalArgumentException.class,
                () -> CATALOG.compiled("arn:aws:iam::aws:policy/Nothing"));
    }

    @Test
    void readOnlyAccessReadsAndDoesNotWrite() {
        var account = new AccountId("111122223333");
        Principal alice =
                Principal.user(
                        account, "AIDAALICEALICEALICE22", "arn:aws:iam::111122223333:user/a", "a");
        var policies =
                new PolicySet(
                        List.of(new LabelledPolicy("identity/s3", CATALOG.compiled(READ_ONLY))),
                        List.of(),
                        null,
                        null,
                        null,
                        Guardrails.NONE);

        assertTrue(
                Evaluator.evaluate(
                                AuthorizationRequest.of(
                                        "s3:GetObject",
                                        "arn:aws:s3:::b/k",
                                        account,
                                        alice,
                                        ConditionKeys.NONE),
                                policies)
                        .isAllowed());
        assertFalse(
                Evaluator.evaluate(
                                AuthorizationRequest.of(
                                        "s3:PutObject",
                                        "arn:aws:s3:::b/k",
                                        account,
                                        alice,
                                        ConditionKeys.NONE),
                                policies)
                        .isAllowed());
    }
}
