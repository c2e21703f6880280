package io.ostiary.bench;

import io.ostiary.contract.id.AccountId;
import io.ostiary.policy.evaluate.Decision;
import io.ostiary.policy.evaluate.Evaluator;
import io.ostiary.policy.evaluate.Guardrails;
import io.ostiary.policy.evaluate.LabelledPolicy;
import io.ostiary.policy.evaluate.PolicySet;
import io.ostiary.policy.managed.ManagedPolicyCatalog;
import io.ostiary.policy.request.AuthorizationRequest;
import io.ostiary.policy.request.Principal;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Question: what does one decision cost, by the policies that a user has?
 *
 * <p>The policies are AWS managed ones, compiled; the questions are drawn skewed from sixteen
 * actions of several services, some allowed, most not. Command: {@code deploy/ostiary bench jmh
 * Evaluate -prof gc}.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(1)
public class EvaluateBenchmark {

    private static final AccountId ACCOUNT = new AccountId("111122223333");
    private static final String USER = "arn:aws:iam::111122223333:user/alice";
    private static final List<String> ACTIONS =
            List.of(
                    "s3:GetObject",
                    "s3:PutObject",
                    "s3:ListBucket",
                    "iam:GetUser",
                    "sqs:SendMessage",
                    "sqs:ReceiveMessage",
                    "dynamodb:GetItem",
                    "dynamodb:PutItem",
                    "ec2:DescribeInstances",
                    "ec2:RunInstances",
                    "kms:Decrypt",
                    "iam:ChangePassword",
                    "iam:CreateUser",
                    "lambda:InvokeFunction",
                    "sts:AssumeRole",
                    "sns:Publish");

    /** One narrow policy, a handful, or a handful with the largest that AWS publishes. */
    @Param({
        "AmazonS3ReadOnlyAccess",
        "AmazonS3ReadOnlyAccess+IAMUserChangePassword+AmazonSQSReadOnlyAccess",
        "AmazonS3ReadOnlyAccess+IAMUserChangePassword+ReadOnlyAccess"
    })
    public String policies = "";

    private PolicySet set = PolicySet.EMPTY;
    private AuthorizationRequest[] requests = {};
    private int next;

    @Setup
    public void prepare() {
        ManagedPolicyCatalog catalog = ManagedPolicyCatalog.open();
        var identity = new ArrayList<LabelledPolicy>();
        for (String name : policies.split("\\+", -1)) {
            identity.add(new LabelledPolicy(name, catalog.compiled(arn(catalog, name))));
        }
        set = new PolicySet(identity, List.of(), null, null, null, Guardrails.NONE);
        Map<String, List<String>> keys = Map.of("aws:username", List.of("alice"));
        var principal = Principal.user(ACCOUNT, "AIDAALICE00000000001", USER, "alice");
        requests =
                Arrays.stream(Skewed.below(ACTIONS.size()))
                        .mapToObj(
                                i ->
                                        AuthorizationRequest.of(
                                                ACTIONS.get(i),
                                                resource(ACTIONS.get(i)),
                                                ACCOUNT,
                                                principal,
                                                keys::get))
                        .toArray(AuthorizationRequest[]::new);
    }

    private static String resource(String action) {
        return switch (action.substring(0, 3)) {
            case "s3:" -> "arn:aws:s3:::my-app-uploads/2026/11/report.pdf";
            case "iam" -> USER;
            default -> "arn:aws:any:us-east-1:111122223333:thing/orders";
        };
    }

    private static String arn(ManagedPolicyCatalog catalog, String name) {
        return catalog.policies().stream()
                .filter(policy -> policy.name().equals(name))
                .findFirst()
                .orElseThrow()
                .arn();
    }

    @Benchmark
    public Decision evaluate() {
        return Evaluator.evaluate(requests[next++ & (Skewed.DRAWN - 1)], set);
    }
}
