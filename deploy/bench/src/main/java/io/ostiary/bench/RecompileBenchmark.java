package io.ostiary.bench;

import io.ostiary.contract.command.Actor;
import io.ostiary.contract.event.AttachmentEvent.InlinePolicyPut;
import io.ostiary.contract.event.UserEvent.UserCreated;
import io.ostiary.contract.id.AccountId;
import io.ostiary.contract.id.EntityId;
import io.ostiary.contract.id.EntityKind;
import io.ostiary.contract.port.Caller;
import io.ostiary.engine.principal.AwsManagedPolicies;
import io.ostiary.engine.principal.PolicyCompiler;
import io.ostiary.engine.principal.Principals;
import io.ostiary.policy.compile.CompiledPolicy;
import io.ostiary.policy.evaluate.Decision;
import io.ostiary.policy.evaluate.Evaluator;
import io.ostiary.policy.managed.ManagedPolicyCatalog;
import io.ostiary.policy.request.AuthorizationRequest;
import io.ostiary.policy.request.ConditionKeys;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

import java.time.Instant;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.TimeUnit;

/**
 * Question: what does a changed policy cost until the first decision by it, in an account of 5,000
 * users that all have policies, beside compiling that policy alone?
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 5, time = 2)
@Measurement(iterations = 3, time = 1)
@Fork(1)
public class RecompileBenchmark {

    private static final int USERS = 5_000;
    private static final AccountId ACCOUNT = BenchAccounts.account(0);

    private final BenchAccounts accounts = new BenchAccounts(1);
    private final PolicyWorld world = new PolicyWorld(7, 3);
    private final Principals principals =
            new Principals(
                    new PolicyCompiler(), AwsManagedPolicies.of(ManagedPolicyCatalog.open()));
    private final String[] texts = new String[64];
    private int next;

    @Setup
    public void prepare() {
        for (int i = 0; i < texts.length; i++) {
            texts[i] = world.text(5);
        }
        for (int i = 0; i < USERS; i++) {
            accounts.add(
                    ACCOUNT, new UserCreated(user(i).uniqueId(), "user-" + i, "/", Instant.EPOCH));
            accounts.add(ACCOUNT, new InlinePolicyPut(user(i), "own", texts[i % texts.length]));
            find(i);
        }
    }

    private static EntityId user(int i) {
        return new EntityId(EntityKind.USER, String.format(Locale.ROOT, "AIDA%s%05d", ACCOUNT, i));
    }

    /** A text that was never compiled before. */
    private String changed() {
        return texts[next++ % texts.length].replaceFirst("\\{", "{\"Id\":\"" + next + "\",");
    }

    private Decision find(int i) {
        String arn = "arn:aws:iam::" + ACCOUNT + ":user/user-" + i;
        var actor = new Actor(Actor.Kind.USER, ACCOUNT, user(i).uniqueId(), null, null, arn);
        var found =
                Objects.requireNonNull(
                        principals.find(
                                accounts.snapshot(),
                                new Caller(actor, "user-" + i, user(i).uniqueId(), null)));
        return Evaluator.evaluate(
                AuthorizationRequest.of(
                        "s3:GetItem",
                        "arn:aws:s3:us-east-1:" + ACCOUNT + ":app-1/data",
                        ACCOUNT,
                        found.principal(),
                        ConditionKeys.NONE),
                found.policies());
    }

    @Benchmark
    public Decision decideAfterWrite() {
        String text = changed();
        int i = next % USERS;
        accounts.add(ACCOUNT, new InlinePolicyPut(user(i), "own", text));
        return find(i);
    }

    @Benchmark
    public CompiledPolicy compileChanged() {
        return PolicyWorld.compiled(changed());
    }
}
