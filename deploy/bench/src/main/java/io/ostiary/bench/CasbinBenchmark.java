package io.ostiary.bench;

import org.casbin.jcasbin.main.Enforcer;
import org.casbin.jcasbin.model.Model;
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

import java.util.Random;
import java.util.concurrent.TimeUnit;

/**
 * Question: what does a decision cost a well-known library in process, by the RBAC model of its own
 * documentation? One user has ten roles of five permissions each; half of what is asked is granted.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 3, time = 1)
@Fork(1)
public class CasbinBenchmark {

    private static final int ROLES = 10;
    private static final int PERMISSIONS = 5;

    private final Enforcer enforcer = new Enforcer(rbac());
    private String[][] questions = {};
    private int next;

    private static Model rbac() {
        var model = new Model();
        model.addDef("r", "r", "sub, obj, act");
        model.addDef("p", "p", "sub, obj, act");
        model.addDef("g", "g", "_, _");
        model.addDef("e", "e", "some(where (p.eft == allow))");
        model.addDef("m", "m", "g(r.sub, p.sub) && r.obj == p.obj && r.act == p.act");
        return model;
    }

    @Setup
    public void prepare() {
        var some = new String[256][];
        var random = new Random(7);
        for (int role = 0; role < ROLES; role++) {
            enforcer.addRoleForUser("alice", "role-" + role);
            for (int i = 0; i < PERMISSIONS; i++) {
                enforcer.addPolicy("role-" + role, object(role, i), "write");
            }
        }
        for (int i = 0; i < some.length; i++) {
            String object = object(random.nextInt(ROLES), random.nextInt(PERMISSIONS));
            some[i] = new String[] {"alice", object, i % 2 == 0 ? "write" : "read"};
        }
        int[] drawn = Skewed.below(some.length);
        questions = new String[drawn.length][];
        for (int i = 0; i < drawn.length; i++) {
            questions[i] = some[drawn[i]];
        }
        if (!enforcer.enforce("alice", object(3, 3), "write")) {
            throw new IllegalStateException("what a role may do is denied");
        }
    }

    private static String object(int role, int number) {
        return "data-" + role + "-" + number;
    }

    @Benchmark
    public boolean enforce() {
        String[] asked = questions[next++ & (Skewed.DRAWN - 1)];
        return enforcer.enforce(asked[0], asked[1], asked[2]);
    }
}
