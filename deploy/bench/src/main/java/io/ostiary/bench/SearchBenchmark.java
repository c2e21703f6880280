package io.ostiary.bench;

import io.ostiary.policy.evaluate.Evaluator;
import io.ostiary.policy.evaluate.Guardrails;
import io.ostiary.policy.evaluate.LabelledPolicy;
import io.ostiary.policy.evaluate.PolicySet;
import io.ostiary.policy.request.AuthorizationRequest;
import io.ostiary.policy.request.ConditionKeys;
import io.ostiary.policy.request.Principal;
import io.ostiary.policy.search.KeySource;
import io.ostiary.policy.search.OpenQuestion;
import io.ostiary.policy.search.QuestionKeys;
import io.ostiary.policy.search.Subject;
import io.ostiary.policy.search.SubjectIndex;
import io.ostiary.policy.search.SubjectKeys;
import io.ostiary.policy.search.SubjectSearch;
import io.ostiary.policy.search.Verdict;

import org.jspecify.annotations.Nullable;
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

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;

/**
 * Question: what does it cost to tell all of 100,000 principals with 1,000 policies who can do one
 * thing, beside asking the evaluator about each of them? Every principal has five policies, drawn
 * skewed; one in two hundred is an administrator. Both sides name all who can, and are told all
 * condition keys, so that they have the same to say.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 3, time = 2)
@Fork(1)
public class SearchBenchmark {

    private static final int PRINCIPALS = 100_000;
    private static final int POLICIES = 1_000;
    private static final int STATEMENTS = 5;
    private static final int EACH_HAS = 5;
    private static final int ONE_ADMINISTRATOR_IN = 200;

    /** So few that every principal's statements stay filed by all of their actions. */
    private static final int QUESTIONS = 8;

    private static final LabelledPolicy ADMINISTRATOR =
            new LabelledPolicy(
                    "identity/admin",
                    PolicyWorld.compiled(
                            "{\"Version\":\"2012-10-17\",\"Statement\":{\"Effect\":\"Allow\","
                                    + "\"Action\":\"*\",\"Resource\":\"*\"}}"));

    private final List<Principal> principals = new ArrayList<>();
    private final List<SubjectKeys> keys = new ArrayList<>();
    private final List<PolicySet> sets = new ArrayList<>();
    private SubjectIndex index = SubjectIndex.of(List.of());
    private AuthorizationRequest[] questions = {};
    private int next;

    /** All that a request would tell, but for who asks. */
    private record Stated(ConditionKeys keys) implements QuestionKeys {

        @Override
        public KeySource source(String key) {
            return key.equals("aws:username") ? KeySource.PRINCIPAL : KeySource.QUESTION;
        }

        @Override
        public @Nullable List<String> values(String key) {
            return keys.values(key);
        }
    }

    @Setup
    public void prepare() {
        var world = new PolicyWorld(11, 10);
        List<LabelledPolicy> made = world.policies(POLICIES, STATEMENTS);
        questions =
                Arrays.stream(world.questions(Skewed.DRAWN))
                        .distinct()
                        .limit(QUESTIONS)
                        .toArray(AuthorizationRequest[]::new);
        var random = new Random(11);
        List<Subject> subjects = new ArrayList<>(PRINCIPALS);
        for (int i = 0; i < PRINCIPALS; i++) {
            add(i, made, random);
            subjects.add(Subject.of(principals.get(i), sets.get(i), false));
        }
        index = SubjectIndex.of(subjects);
        for (AuthorizationRequest question : questions) {
            if (found(question) != asked(question)) {
                throw new IllegalStateException("the two disagree on " + question);
            }
        }
    }

    private void add(int number, List<LabelledPolicy> made, Random random) {
        String name = "user-" + number;
        principals.add(
                Principal.user(
                        PolicyWorld.ACCOUNT,
                        "AIDA" + (10_000_000 + number),
                        "arn:aws:iam::" + PolicyWorld.ACCOUNT.value() + ":user/" + name,
                        name));
        Map<String, List<String>> own = Map.of("aws:username", List.of(name));
        keys.add(
                key -> key.equals("aws:username") ? own.get(key) : questions[0].keys().values(key));
        List<LabelledPolicy> has = new ArrayList<>();
        for (int i = 0; i < EACH_HAS; i++) {
            // The square makes the first ones common and the last ones rare.
            double drawn = random.nextDouble();
            has.add(made.get((int) (drawn * drawn * made.size())));
        }
        if (number % ONE_ADMINISTRATOR_IN == 0) {
            has.add(ADMINISTRATOR);
        }
        sets.add(new PolicySet(has, List.of(), null, null, null, Guardrails.NONE));
    }

    @Benchmark
    public int whoCan() {
        return found(questions[next++ & (QUESTIONS - 1)]);
    }

    @Benchmark
    public int everybodyAsked() {
        return asked(questions[next++ & (QUESTIONS - 1)]);
    }

    private int found(AuthorizationRequest about) {
        var search =
                new SubjectSearch(
                        index,
                        new OpenQuestion(
                                about.action(),
                                about.resource(),
                                about.resourceAccount(),
                                new Stated(about.keys()),
                                null,
                                Guardrails.NONE),
                        keys::get);
        int found = 0;
        for (int at = search.next(0); at >= 0; at = search.next(at + 1)) {
            if (search.answer(at) != Verdict.Answer.YES) {
                throw new IllegalStateException("every key was stated");
            }
            found++;
        }
        return found;
    }

    private int asked(AuthorizationRequest about) {
        int allowed = 0;
        for (int i = 0; i < PRINCIPALS; i++) {
            var request =
                    new AuthorizationRequest(
                            about.action(),
                            about.resource(),
                            about.resourceAccount(),
                            principals.get(i),
                            keys.get(i));
            allowed += Evaluator.evaluate(request, sets.get(i)).isAllowed() ? 1 : 0;
        }
        return allowed;
    }
}
